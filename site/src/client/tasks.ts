// Task rows: a link to a task opens it; printing opens all of them.

const reveal = (): void => {
  let id = location.hash.slice(1)
  try {
    id = decodeURIComponent(id)
  } catch {
    // Then it is no anchor of ours.
  }
  const target = id === '' ? null : document.getElementById(id)
  if (!(target instanceof HTMLElement)) return
  for (let at: HTMLElement | null = target; at !== null; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true
  target.scrollIntoView({ block: 'start' })
}

/** Watches the address and the printer. */
export const watchTasks = (): void => {
  reveal()
  addEventListener('hashchange', reveal)
  // The address may already be the one that is clicked: then it does not change.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement | SVGAElement>('a[href^="#"]') : null
    if (link !== null && link.getAttribute('href') === location.hash) reveal()
  })
  const closed = new Set<HTMLDetailsElement>()
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
      closed.add(details)
      details.open = true
    }
  })
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false
    closed.clear()
  })
}
