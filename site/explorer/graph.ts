// The graph of a DAG drawn anew as its reader asks for it: groups folded, to the right or downwards. What it shows is kept in the address.
import { drawingSvg, foldedPicture, layeredDrawing, legendMarkup, type Flow, type Picture } from 'dagbook/browser'
import { button, element } from './elements.ts'

/** What is asked of a graph; nothing leaves it as it was built. */
interface View {
  readonly flow?: Flow
  /** The labels of folded groups' ids. */
  readonly fold: readonly string[]
}

const viewOf = (search: string): View => {
  const query = new URLSearchParams(search), flow = query.get('flow'), fold = query.get('fold')
  return { fold: fold === null || fold === '' ? [] : fold.split('|').map(decodeURIComponent), ...((flow === 'right' || flow === 'down') && { flow }) }
}

const addressOf = ({ flow, fold }: View): string => {
  const query = new URLSearchParams(location.search)
  query.delete('flow')
  query.delete('fold')
  if (flow !== undefined) query.set('flow', flow)
  if (fold.length > 0) query.set('fold', fold.map(encodeURIComponent).join('|'))
  const text = query.toString()
  return `${text === '' ? location.pathname : `?${text}`}${location.hash}`
}

/** Makes a graph answer; its picture is asked for once it is needed. */
export const openGraph = (figure: HTMLElement): void => {
  const scroll = figure.querySelector<HTMLElement>('.graph-scroll')!, legend = figure.querySelector<HTMLElement>('.legend')!
  const built = { svg: scroll.innerHTML, legend: legend.outerHTML }
  const groupCount = scroll.querySelectorAll('[data-group]').length
  const usual: Flow = figure.dataset['flow'] === 'down' ? 'down' : 'right'
  let view = viewOf(location.search), zoom = 1
  let picture: Promise<Picture> | undefined
  let shown: Picture | undefined
  const ask = (): Promise<Picture> => picture ??= fetch(figure.dataset['picture']!).then((answer) => answer.json() as Promise<Picture>)

  const flowButton = button('', () => void turn())
  const foldButton = button('', () => void foldAll())
  const size = (by: number): void => {
    zoom = Math.min(3, Math.max(0.25, zoom * by))
    const svg = scroll.querySelector('svg')
    if (svg === null) return
    scroll.classList.remove('fit')
    svg.style.width = `${Math.round(svg.viewBox.baseVal.width * zoom)}px`
    svg.style.height = 'auto'
  }
  const smaller = button('−', () => size(1 / 1.25)), larger = button('+', () => size(1.25))
  smaller.setAttribute('aria-label', 'Zoom out')
  larger.setAttribute('aria-label', 'Zoom in')

  const say = (): void => {
    flowButton.textContent = (view.flow ?? usual) === 'down' ? 'Draw to the right' : 'Draw downwards'
    foldButton.hidden = groupCount === 0
    foldButton.textContent = view.fold.length > 0 ? 'Open groups' : 'Fold groups'
  }
  const draw = async (): Promise<void> => {
    zoom = 1
    if (view.flow === undefined && view.fold.length === 0) {
      shown = undefined
      scroll.innerHTML = built.svg
      figure.querySelector('.legend')!.outerHTML = built.legend
    } else {
      const whole = await ask(), ids = new Set(whole.groups.filter(({ id }) => view.fold.includes(id)).map(({ id }) => id))
      const folded = foldedPicture(whole, ids)
      shown = { ...folded, nodes: folded.nodes.map((node) => (node.kind === 'folded' ? { ...node, href: '#' } : node)) }
      scroll.innerHTML = drawingSvg(layeredDrawing(shown, view.flow ?? usual))
      figure.querySelector('.legend')!.outerHTML = legendMarkup(shown).markup
    }
    for (const title of scroll.querySelectorAll('[data-group]')) {
      title.setAttribute('tabindex', '0')
      title.setAttribute('role', 'button')
      title.setAttribute('aria-label', `Fold ${title.textContent}`)
    }
    say()
    document.dispatchEvent(new CustomEvent('dagbook:drawn', { detail: scroll.querySelector('svg') }))
  }
  const go = async (next: View): Promise<void> => {
    view = next
    history.replaceState(null, '', addressOf(view))
    await draw()
  }
  const turn = (): Promise<void> => {
    const flow = (view.flow ?? usual) === 'down' ? 'right' : 'down'
    return go({ fold: view.fold, ...(flow !== usual && { flow }) })
  }
  const foldAll = async (): Promise<void> => {
    if (view.fold.length > 0) return go({ ...view, fold: [] })
    return go({ ...view, fold: (await ask()).groups.filter(({ parent }) => parent === undefined).map(({ id }) => id) })
  }
  const choose = async (event: Event): Promise<void> => {
    const target = event.target instanceof Element ? event.target : undefined
    const title = target?.closest<SVGElement>('[data-group]'), box = target?.closest<SVGElement>('.kind-folded[data-node]')
    if (title !== null && title !== undefined) {
      event.preventDefault()
      const { groups } = shown ?? await ask()
      return go({ ...view, fold: [...view.fold, groups[Number(title.dataset['group'])]!.id] })
    }
    if (box === null || box === undefined || shown === undefined) return
    event.preventDefault()
    const { id } = shown.nodes[Number(box.dataset['node'])]!
    return go({ ...view, fold: view.fold.filter((each) => each !== id) })
  }
  scroll.addEventListener('click', (event) => void choose(event))
  scroll.addEventListener('keydown', (event) => { if (event.key === 'Enter' && event.target instanceof SVGElement && event.target.dataset['group'] !== undefined) void choose(event) })
  scroll.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    size(event.deltaY < 0 ? 1.1 : 1 / 1.1)
  }, { passive: false })

  // A picture that is larger than its frame is moved by dragging it; a click stays a click.
  let from: { x: number; y: number; left: number; top: number } | undefined
  scroll.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button === 0) from = { x: event.clientX, y: event.clientY, left: scroll.scrollLeft, top: scroll.scrollTop }
  })
  addEventListener('pointermove', (event) => {
    if (from === undefined) return
    const isDrag = scroll.classList.contains('dragged') || Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4
    scroll.classList.toggle('dragged', isDrag)
    if (isDrag) scroll.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY)
  })
  addEventListener('pointerup', () => {
    from = undefined
    // The click that ends a drag comes after this.
    setTimeout(() => scroll.classList.remove('dragged'))
  })
  scroll.addEventListener('click', (event) => { if (scroll.classList.contains('dragged')) { event.preventDefault(); event.stopImmediatePropagation() } }, { capture: true })
  scroll.addEventListener('dragstart', (event) => event.preventDefault())

  const tools = element('div', 'graph-tools')
  tools.append(flowButton, foldButton, smaller, larger)
  figure.prepend(tools)
  void draw()
}
