// Graphs: hover or focus keeps what comes before and after a task, and dims the rest; arrow keys walk along the edges.

type Next = ReadonlyMap<string, readonly string[]>

const neighbours = (edges: readonly SVGGElement[], from: 'from' | 'to', to: 'from' | 'to'): Next => {
  const next = new Map<string, string[]>()
  for (const edge of edges) {
    const start = edge.dataset[from] ?? '', end = edge.dataset[to] ?? ''
    next.set(start, [...(next.get(start) ?? []), end])
  }
  return next
}

const reach = (start: string, next: Next): Set<string> => {
  const found = new Set([start]), queue = [start]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const to of next.get(at) ?? []) {
      if (found.has(to)) continue
      found.add(to)
      queue.push(to)
    }
  }
  return found
}

const watchGraph = (svg: SVGSVGElement): void => {
  const nodes = [...svg.querySelectorAll<SVGGElement>('[data-node]')], edges = [...svg.querySelectorAll<SVGGElement>('[data-from]')]
  const byId = new Map(nodes.map((node) => [node.dataset['node'] ?? '', node]))
  const after = neighbours(edges, 'from', 'to'), before = neighbours(edges, 'to', 'from')
  const show = (id: string | undefined): void => {
    svg.classList.toggle('focused', id !== undefined)
    if (id === undefined) return
    const down = reach(id, after), up = reach(id, before)
    for (const node of nodes) node.classList.toggle('kept', down.has(node.dataset['node'] ?? '') || up.has(node.dataset['node'] ?? ''))
    for (const edge of edges) {
      const { from = '', to = '' } = edge.dataset
      edge.classList.toggle('kept', (down.has(from) && down.has(to)) || (up.has(from) && up.has(to)))
    }
  }
  const nodeAt = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<SVGGElement>('[data-node]')?.dataset['node'] : undefined
  svg.addEventListener('pointerover', (event) => { if (event.pointerType === 'mouse') show(nodeAt(event.target)) })
  svg.addEventListener('pointerleave', () => show(undefined))
  svg.addEventListener('focusin', (event) => show(nodeAt(event.target)))
  svg.addEventListener('focusout', () => show(undefined))
  svg.addEventListener('keydown', (event) => {
    const id = nodeAt(event.target)
    const next = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? after : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? before : undefined
    const to = id === undefined ? undefined : next?.get(id)?.[0]
    if (to === undefined) return
    event.preventDefault()
    byId.get(to)?.querySelector('a')?.focus()
  })
}

/** Frames below this width, in pixels, are those of phones. */
const narrow = 560

/** A button that fits a wide drawing into its frame, and back. */
const offerFit = (scroll: HTMLElement): void => {
  const caption = scroll.parentElement?.querySelector('figcaption')
  if (scroll.scrollWidth <= scroll.clientWidth || caption === null || caption === undefined) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'fit-button'
  const say = (isFit: boolean): void => {
    button.textContent = isFit ? 'Full size' : 'Fit to width'
  }
  // What is only a little too wide is still easy to read when it fits; on a phone a corner would say less than the whole.
  say(scroll.classList.toggle('fit', scroll.clientWidth < narrow || scroll.scrollWidth <= scroll.clientWidth * 1.3))
  button.addEventListener('click', () => say(scroll.classList.toggle('fit')))
  caption.prepend(button)
}

/** Makes every graph of the page answer. */
export const watchGraphs = (): void => {
  for (const svg of document.querySelectorAll<SVGSVGElement>('svg.graph')) watchGraph(svg)
  document.addEventListener('dagbook:drawn', (event) => {
    if (event instanceof CustomEvent && event.detail instanceof SVGSVGElement) watchGraph(event.detail)
  })
  for (const scroll of document.querySelectorAll<HTMLElement>('.graph-scroll')) offerFit(scroll)
}
