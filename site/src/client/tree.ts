// The tree of pages: DAGs filtered by what is typed, grouped by folder, owner or tag; lists that are filled when they are opened.
import { loadEntries } from './palette-index.ts'

interface Entry { readonly dagId: string; readonly url: string; readonly folder: string; readonly owners: readonly string[]; readonly tags: readonly string[] }
const groupings = ['folder', 'owners', 'tags'] as const
type Grouping = (typeof groupings)[number]

const key = 'dagbook-tree'
const base = (): string => document.documentElement.dataset['base'] ?? '/'
// A list that is longer is drawn group by group, as they are opened.
const many = 500

const stored = (): Grouping => {
  try {
    return groupings.find((each) => each === localStorage.getItem(key)) ?? 'folder'
  } catch {
    // Storage may be off.
    return 'folder'
  }
}

const store = (grouping: Grouping): void => {
  try {
    localStorage.setItem(key, grouping)
  } catch {
    // Then it holds for this page only.
  }
}

const groupsOf = (entry: Entry, by: Grouping): readonly string[] => {
  if (by === 'folder') return [entry.folder === '' ? 'root' : entry.folder]
  return entry[by].length === 0 ? [by === 'owners' ? 'no owner' : 'no tag'] : entry[by]
}

const linkTo = (url: string, text: string): HTMLLIElement => {
  const item = document.createElement('li'), link = document.createElement('a')
  link.href = url
  link.textContent = link.title = text
  if (url === location.pathname) link.setAttribute('aria-current', 'page')
  else if (location.pathname.startsWith(url)) link.setAttribute('aria-current', 'true')
  item.append(link)
  return item
}

const section = (name: string, members: readonly Entry[], isOpen: boolean): HTMLDetailsElement => {
  const details = document.createElement('details'), summary = document.createElement('summary'), list = document.createElement('ul')
  const fill = (): void => { if (list.childElementCount === 0) list.append(...members.map(({ dagId, url }) => linkTo(url, dagId))) }
  summary.textContent = name
  details.append(summary, list)
  details.addEventListener('toggle', () => { if (details.open) fill() })
  details.open = isOpen
  if (isOpen) fill()
  return details
}

const draw = (tree: HTMLElement, entries: readonly Entry[], by: Grouping): void => {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const group of groupsOf(entry, by)) {
      const members = groups.get(group)
      if (members === undefined) groups.set(group, [entry])
      else members.push(entry)
    }
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  tree.querySelector('.tree-groups')?.replaceChildren(...sorted.map(([name, members]) =>
    section(name, members, entries.length < many || members.some(({ url }) => location.pathname.startsWith(url)))))
}

/** Lists of other pages are filled from the index of names when they are opened. */
const watchSections = (tree: HTMLElement): void => {
  for (const details of tree.querySelectorAll<HTMLDetailsElement>('details[data-section]')) {
    const fill = async (): Promise<void> => {
      if (!details.open || details.dataset['section'] === undefined) return
      const folder = `${base()}${details.dataset['section']}/`
      delete details.dataset['section']
      const entries = (await loadEntries(base())).filter(({ page, url }) => page === '' && url.startsWith(folder) && url !== folder)
      const list = details.querySelector('ul')
      list?.replaceChildren(...[...list.children].slice(0, 1), ...entries.map(({ name, url }) => linkTo(url, name)))
      list?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
    }
    details.addEventListener('toggle', () => void fill())
  }
}

/** Makes the tools above the list work. */
export const watchTree = (): void => {
  const tree = document.querySelector<HTMLElement>('.tree')
  const tools = tree?.querySelector<HTMLElement>('.tree-tools'), filter = tree?.querySelector<HTMLInputElement>('.tree-filter'), group = tree?.querySelector<HTMLSelectElement>('.tree-group')
  if (tree === null || tools === null || tools === undefined || filter === null || filter === undefined || group === null || group === undefined) return
  tools.hidden = false
  for (const link of tree.querySelectorAll<HTMLAnchorElement>('li a')) link.title = link.textContent ?? ''
  let loading: Promise<readonly Entry[]> | undefined
  const load = (): Promise<readonly Entry[]> =>
    (loading ??= fetch(`${base()}nav.json`).then((answer) => (answer.ok ? (answer.json() as Promise<readonly Entry[]>) : [])))
  const update = async (): Promise<void> => {
    const entries = await load()
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = entries.filter((entry) => {
      const text = [entry.dagId, entry.folder, ...entry.owners, ...entry.tags].join(' ').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    draw(tree, found, group.value as Grouping)
    const none = tree.querySelector<HTMLElement>('.no-match')
    if (none !== null) none.hidden = found.length > 0
  }
  filter.addEventListener('focus', () => void load())
  filter.addEventListener('input', () => void update())
  group.addEventListener('change', () => {
    store(group.value as Grouping)
    void update()
  })
  group.value = stored()
  if (group.value !== 'folder') void update()
  watchSections(tree)
  const showCurrent = (): void => {
    const current = tree.querySelector<HTMLElement>('.tree-groups [aria-current]')
    if (current !== null && current.offsetTop > tree.clientHeight - 64) tree.scrollTop = current.offsetTop - tree.clientHeight / 2
  }
  // Before the styles are there, nothing has its place.
  if (document.readyState === 'complete') showCurrent()
  else addEventListener('load', showCurrent)
}
