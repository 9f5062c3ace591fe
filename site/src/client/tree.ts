// The list of DAGs: filtered by what is typed, grouped by folder, owner or tag.

interface Entry { readonly dagId: string; readonly url: string; readonly folder: string; readonly owners: readonly string[]; readonly tags: readonly string[] }
type Grouping = 'folder' | 'owners' | 'tags'

const split = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split('|'))

const entriesOf = (tree: HTMLElement): Entry[] =>
  [...tree.querySelectorAll<HTMLAnchorElement>('.tree-groups a')].map((link) => ({
    dagId: link.textContent ?? '', url: link.getAttribute('href') ?? '', folder: link.dataset['folder'] ?? '', owners: split(link.dataset['owners']), tags: split(link.dataset['tags']),
  }))

const groupsOf = (entry: Entry, by: Grouping): readonly string[] => {
  if (by === 'folder') return [entry.folder === '' ? 'root' : entry.folder]
  return entry[by].length === 0 ? [by === 'owners' ? 'no owner' : 'no tag'] : entry[by]
}

const draw = (tree: HTMLElement, entries: readonly Entry[], by: Grouping, current: string | null): void => {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) for (const group of groupsOf(entry, by)) groups.set(group, [...(groups.get(group) ?? []), entry])
  const sections = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => {
    const section = document.createElement('details'), summary = document.createElement('summary'), list = document.createElement('ul')
    section.open = true
    summary.textContent = name
    for (const { dagId, url } of members) {
      const item = document.createElement('li'), link = document.createElement('a')
      link.href = url
      link.textContent = link.title = dagId
      if (url === current) link.setAttribute('aria-current', 'page')
      item.append(link)
      list.append(item)
    }
    section.append(summary, list)
    return section
  })
  tree.querySelector('.tree-groups')?.replaceChildren(...sections)
}

/** Makes the tools above the list work. */
export const watchTree = (): void => {
  const tree = document.querySelector<HTMLElement>('.tree')
  const tools = tree?.querySelector<HTMLElement>('.tree-tools'), filter = tree?.querySelector<HTMLInputElement>('.tree-filter'), group = tree?.querySelector<HTMLSelectElement>('.tree-group')
  if (tree === null || tools === null || tools === undefined || filter === null || filter === undefined || group === null || group === undefined) return
  tools.hidden = false
  let entries = entriesOf(tree)
  const current = tree.querySelector('.tree-groups [aria-current]')?.getAttribute('href') ?? null
  const update = (): void => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = entries.filter((entry) => {
      const text = [entry.dagId, entry.folder, ...entry.owners, ...entry.tags].join(' ').toLowerCase()
      return words.every((word) => text.includes(word))
    })
    draw(tree, found.slice(0, 1000), group.value as Grouping, current)
    const none = tree.querySelector<HTMLElement>('.no-match')
    if (none !== null) none.hidden = found.length > 0
  }
  const loadAll = async (): Promise<void> => {
    if (tree.dataset['part'] === undefined) return
    delete tree.dataset['part']
    const answer = await fetch(`${document.documentElement.dataset['base'] ?? '/'}nav.json`)
    if (answer.ok) entries = (await answer.json()) as Entry[]
    update()
  }
  filter.addEventListener('focus', () => void loadAll())
  filter.addEventListener('input', update)
  group.addEventListener('change', () => void loadAll().then(update))
  tree.querySelector('.tree-groups [aria-current]')?.scrollIntoView({ block: 'nearest' })
}
