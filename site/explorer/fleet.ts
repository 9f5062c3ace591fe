// The explorer of the fleet: the picture of the page drawn again as its reader asks for it. What it shows is kept in the address.
import { drawingSvg, fleetGroupings, fleetGroups, fleetPicture, layeredDrawing, legendMarkup, type Fleet, type FleetGrouping, type FleetView, type Picture } from 'dagbook/browser'
import { button, element } from './elements.ts'

const words: Readonly<Record<FleetGrouping, string>> = { folder: 'folder', owner: 'owner', tag: 'tag', none: 'nothing' }
const mostHops = 6

const viewOf = (search: string): FleetView => {
  const query = new URLSearchParams(search)
  const group = fleetGroupings.find((each) => each === query.get('group')) ?? 'folder'
  const hops = Math.min(mostHops, Math.max(1, Math.round(Number(query.get('hops') ?? 1)) || 1))
  const focus = query.get('focus'), open = query.get('open')
  return { group, hops, ...(focus !== null && { focus }), ...(open !== null && { open: open === '' ? [] : open.split('|').map(decodeURIComponent) }) }
}

const queryOf = ({ group, focus, hops, open }: FleetView): string => {
  const query = new URLSearchParams()
  if (group !== 'folder') query.set('group', group)
  if (focus !== undefined) {
    query.set('focus', focus)
    if (hops !== 1) query.set('hops', String(hops))
  } else if (open !== undefined) query.set('open', open.map(encodeURIComponent).join('|'))
  const text = query.toString()
  return text === '' ? location.pathname : `?${text}`
}

const labelled = (text: string, control: HTMLElement): HTMLLabelElement => {
  const made = element('label', 'tool-label', text)
  made.append(control)
  return made
}

class Explorer {
  readonly #fleet: Fleet
  readonly #scroll: HTMLElement
  readonly #caption: HTMLElement
  readonly #group = element('select', '')
  readonly #focus = element('input', '')
  readonly #tools = element('div', 'fleet-tools')
  readonly #fewer = button('−', () => this.#go({ ...this.#view, hops: this.#view.hops - 1 }))
  readonly #more = button('+', () => this.#go({ ...this.#view, hops: this.#view.hops + 1 }))
  readonly #hops = element('output', 'hops')
  readonly #all = button('All DAGs', () => this.#go({ group: this.#view.group, hops: 1 }))
  readonly #fold = button('Fold all', () => this.#go({ ...this.#view, open: this.#isFolded ? fleetGroups(this.#fleet, this.#view.group) : [] }))
  readonly #status = element('p', 'graph-note')
  #view: FleetView
  #picture: Picture = { title: '', nodes: [], edges: [], groups: [] }
  #isFolded = false

  constructor(fleet: Fleet, root: HTMLElement) {
    this.#fleet = fleet
    this.#scroll = root.querySelector<HTMLElement>('.graph-scroll')!
    this.#caption = root.querySelector<HTMLElement>('figcaption')!
    this.#view = viewOf(location.search)
    this.#build(root)
    addEventListener('popstate', () => {
      this.#view = viewOf(location.search)
      this.#draw()
    })
    this.#scroll.addEventListener('click', (event) => this.#click(event))
    this.#scroll.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target instanceof SVGElement && event.target.dataset['group'] !== undefined) event.target.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    })
    this.#draw()
  }

  #build(root: HTMLElement): void {
    for (const group of fleetGroupings) this.#group.append(new Option(words[group], group))
    this.#group.addEventListener('change', () => this.#go({ group: this.#group.value as FleetGrouping, hops: 1 }))
    const names = element('datalist', '')
    names.id = 'fleet-dags'
    names.append(...this.#fleet.nodes.map(({ id }) => new Option(id, id)))
    this.#focus.setAttribute('list', names.id)
    this.#focus.placeholder = 'a DAG'
    this.#focus.spellcheck = false
    this.#focus.autocomplete = 'off'
    this.#focus.addEventListener('change', () => {
      const focus = this.#focus.value.trim()
      if (focus === '' || this.#fleet.nodes.some(({ id }) => id === focus)) this.#go({ ...this.#view, hops: 1, ...(focus === '' ? { focus: undefined } : { focus }) } as FleetView)
    })
    this.#fewer.setAttribute('aria-label', 'One step less')
    this.#more.setAttribute('aria-label', 'One step more')
    this.#status.setAttribute('role', 'status')
    const steps = element('span', 'tool-group')
    steps.append(this.#fewer, this.#hops, this.#more)
    this.#tools.append(labelled('Around', this.#focus), names, steps, this.#all, labelled('Grouped by', this.#group), this.#fold)
    root.querySelector('figure')!.prepend(this.#tools)
    this.#caption.after(this.#status)
  }

  #go(view: FleetView): void {
    this.#view = { ...view, hops: Math.min(mostHops, Math.max(1, view.hops)) }
    history.pushState(null, '', queryOf(this.#view))
    this.#draw()
  }

  /** A click on a DAG shows what is around it, one on the DAG in the middle follows its link; one on a group opens or folds it. */
  #click(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0 || !(event.target instanceof Element)) return
    const title = event.target.closest<SVGElement>('[data-group]')
    const at = event.target.closest<SVGElement>('[data-node]')?.dataset['node']
    const node = at === undefined ? undefined : this.#picture.nodes[Number(at)]
    const open = this.#view.open ?? this.#picture.groups.map((group) => group.label)
    if (title !== null) this.#go({ ...this.#view, open: open.filter((each) => each !== this.#picture.groups[Number(title.dataset['group'])]?.label) })
    else if (node === undefined || node.focus === true) return
    else if (node.kind === 'folded') this.#go({ ...this.#view, open: [...open, node.label] })
    else if (node.kind === 'more') this.#go({ ...this.#view, hops: this.#view.hops + 1 })
    else if (node.href !== undefined) this.#go({ ...this.#view, focus: node.id, hops: 1 })
    else return
    event.preventDefault()
  }

  #draw(): void {
    const view = this.#view, hasFocus = view.focus !== undefined && this.#fleet.nodes.some(({ id }) => id === view.focus)
    this.#picture = fleetPicture(this.#fleet, view)
    // What has no page of its own can be chosen too, so a keyboard has to reach it.
    const nodes = this.#picture.nodes.map((node) => (node.kind === 'folded' || node.kind === 'more' ? { ...node, href: '#' } : node))
    this.#scroll.innerHTML = drawingSvg(layeredDrawing({ ...this.#picture, nodes }))
    for (const title of this.#scroll.querySelectorAll('[data-group]')) {
      title.setAttribute('tabindex', '0')
      title.setAttribute('role', 'button')
      title.setAttribute('aria-label', `Fold ${title.textContent}`)
    }
    this.#caption.innerHTML = legendMarkup(this.#picture).markup
    const groups = fleetGroups(this.#fleet, view.group).length
    this.#isFolded = !hasFocus && groups > 0 && this.#picture.groups.length === 0
    this.#group.value = view.group
    this.#focus.value = view.focus ?? ''
    this.#hops.textContent = view.hops === 1 ? '1 step' : `${view.hops} steps`
    this.#fewer.disabled = view.hops <= 1
    this.#more.disabled = view.hops >= mostHops
    for (const tool of [this.#fewer, this.#hops, this.#more, this.#all]) tool.hidden = !hasFocus
    this.#fold.hidden = hasFocus || view.group === 'none'
    this.#fold.textContent = this.#isFolded ? 'Open all' : 'Fold all'
    const shown = this.#picture.nodes.filter(({ kind }) => kind !== 'folded' && kind !== 'more').length
    this.#status.textContent = hasFocus ? `${shown} of ${this.#fleet.nodes.length} DAGs. A click on another DAG shows what is around that one; a click on ${view.focus} opens its page.`
      : `${shown} of ${this.#fleet.nodes.length} DAGs. A click on a DAG shows what is around it; a click on a group opens or folds it.`
    document.dispatchEvent(new CustomEvent('dagbook:drawn', { detail: this.#scroll.querySelector('svg') }))
  }
}

/** Makes the picture of a page answer. */
export const exploreFleet = async (root: HTMLElement): Promise<void> => {
  const answer = await fetch(root.dataset['fleet']!)
  new Explorer(await answer.json() as Fleet, root)
}
