// What is on this page: the heading that is being read is marked in the list.

/** Marks the last heading above the upper third of the window. */
export const watchContents = (): void => {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')]
  const headings = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    return heading === null ? [] : [{ link, heading }]
  })
  if (headings.length === 0) return
  let waiting = false
  const mark = (): void => {
    waiting = false
    const line = innerHeight / 3
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0
    const passed = headings.filter(({ heading }) => heading.getBoundingClientRect().top <= line)
    const current = atEnd ? headings.at(-1) : passed.at(-1)
    for (const { link } of headings) link.classList.toggle('current', link === current?.link)
  }
  addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(mark)
  }, { passive: true })
  mark()
}
