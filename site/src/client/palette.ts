// The search palette: names of everything in the book, and its text. A script of its own, loaded when it is opened.
import { find, loadEntries, type Entry, type Found } from './palette-index.ts'
import { drawGroups, type Group, type Option } from './palette-list.ts'
import { findText, type TextResult } from './palette-text.ts'
import { recentVisits } from './recent.ts'
import { openEvent } from './search.ts'

const base = document.documentElement.dataset['base'] ?? '/'
const hasText = document.querySelector('.search-button[data-text]') !== null

/** What the group of a kind is called; a kind can also be typed: `task: merge`. */
const kinds: Readonly<Record<string, string>> = {
  dag: 'DAGs', task: 'Tasks', table: 'Tables', column: 'Columns', setting: 'Settings', pipeline: 'Configurations', group: 'Task groups', owner: 'Owners', tag: 'Tags', doc: 'Pages', heading: 'Headings',
}
const inCode: ReadonlySet<string> = new Set(['dag', 'task', 'table', 'column', 'setting', 'pipeline'])
const groupTitle = (kind: string): string => kinds[kind] ?? 'Pages'
const perGroup = 6, perKind = 40, textResults = 6

const optionOf = ({ entry, marks }: Found): Option => ({ url: entry.url, title: entry.name, marks, detail: entry.page, isCode: inCode.has(entry.kind) })
const textOption = ({ title, url, pieces }: TextResult): Option => ({ url, title, marks: [], detail: '', isCode: false, pieces })

const taken = (typed: string): { readonly words: string; readonly kind: string | undefined } => {
  const [, kind = '', words = ''] = /^\s*([a-z]+):\s*(.*)$/i.exec(typed) ?? []
  return Object.hasOwn(kinds, kind.toLowerCase()) ? { words, kind: kind.toLowerCase() } : { words: typed.trim(), kind: undefined }
}

/** The kind of the best answer comes first. */
const groupsOf = (found: readonly Found[], kind: string | undefined): Group[] => {
  const groups = new Map<string, Found[]>()
  for (const each of found) {
    const title = groupTitle(each.entry.kind), members = groups.get(title)
    if (members === undefined) groups.set(title, [each])
    else members.push(each)
  }
  const most = kind === undefined ? perGroup : perKind
  return [...groups].map(([title, members]) => ({ title, options: members.slice(0, most).map(optionOf), more: Math.max(0, members.length - most) }))
}

const recentGroups = (): Group[] => {
  const options = recentVisits(base).filter(({ url }) => url !== location.pathname)
    .map(({ url, title, kind }): Option => ({ url, title, marks: [], detail: '', isCode: inCode.has(kind) }))
  return options.length === 0 ? [] : [{ title: 'Recent', options, more: 0 }]
}

const dialog = document.createElement('dialog')
dialog.className = 'palette'
dialog.setAttribute('aria-label', 'Search')
dialog.innerHTML = `<input type="search" role="combobox" aria-label="Search" aria-expanded="false" aria-controls="palette-list" aria-autocomplete="list" autocomplete="off" spellcheck="false" autocapitalize="off" enterkeyhint="go" placeholder="Search names${hasText ? ' and text' : ''}">
<p class="palette-hint"></p><div id="palette-list" class="palette-list" role="listbox" aria-label="Results"></div><p class="palette-keys"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> open</span><span><kbd>Esc</kbd> close</span><output></output></p>`
document.body.append(dialog)
const input = dialog.querySelector('input')!, list = dialog.querySelector<HTMLElement>('.palette-list')!
const hint = dialog.querySelector<HTMLElement>('.palette-hint')!, count = dialog.querySelector('output')!

let entries: readonly Entry[] | undefined
let options: HTMLAnchorElement[] = []
let chosen = -1
// What is asked last is what is shown, in whatever order the answers come.
let asked = 0

const choose = (next: number): void => {
  options[chosen]?.setAttribute('aria-selected', 'false')
  chosen = next
  const option = options[chosen]
  if (option === undefined) return input.removeAttribute('aria-activedescendant')
  option.setAttribute('aria-selected', 'true')
  option.scrollIntoView({ block: 'nearest' })
  input.setAttribute('aria-activedescendant', option.id)
}

const show = (groups: readonly Group[], words: string, total: number): void => {
  options = drawGroups(list, groups)
  list.hidden = options.length === 0
  input.setAttribute('aria-expanded', String(options.length > 0))
  hint.textContent = options.length > 0 ? '' : words === '' ? `Type a name: a DAG, a task, a table … “task: load” looks for tasks only.` : `Nothing here is called “${words}”${hasText ? ', and no page says it' : ''}. Try fewer or shorter words.`
  hint.hidden = options.length > 0
  count.textContent = total === 0 ? '' : total === 1 ? '1 result' : `${total} results`
  choose(words !== '' && options.length > 0 ? 0 : -1)
}

const textGroup = (texts: readonly TextResult[]): Group[] => (texts.length === 0 ? [] : [{ title: 'In the text', options: texts.map(textOption), more: 0 }])

const update = async (): Promise<void> => {
  const mine = ++asked
  const { words, kind } = taken(input.value)
  if (words === '' && kind === undefined) return show(recentGroups(), '', 0)
  const found = entries === undefined ? [] : find(entries, words, kind)
  const groups = groupsOf(found, kind)
  const withText = hasText && kind === undefined && words.length > 1
  // An empty answer waits for the text, so that it does not flash.
  if (groups.length > 0 || !withText) show(groups, words || input.value.trim(), found.length)
  if (!withText) return
  await new Promise((resolve) => setTimeout(resolve, 120))
  const texts = mine === asked ? await findText(base, words, textResults) : []
  if (mine !== asked) return
  const kept = chosen
  show([...groups, ...textGroup(texts)], words, found.length + texts.length)
  if (kept > 0) choose(kept)
}

const load = async (): Promise<void> => {
  if (entries !== undefined) return
  try {
    entries = await loadEntries(base)
  } catch {
    hint.hidden = false
    hint.textContent = 'The list of names could not be loaded. Close this and open it again to retry.'
    return
  }
  if (input.value !== '') await update()
}

const step = (by: number): void => {
  if (options.length > 0) choose(chosen < 0 ? (by > 0 ? 0 : options.length - 1) : (chosen + by + options.length) % options.length)
}

const keys: Readonly<Record<string, () => void>> = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), PageDown: () => choose(Math.min(chosen + 8, options.length - 1)), PageUp: () => choose(Math.max(chosen - 8, 0)),
}
input.addEventListener('keydown', (event) => {
  if (event.isComposing) return
  const action = keys[event.key]
  if (action !== undefined) {
    event.preventDefault()
    action()
  } else if (event.key === 'Enter') {
    event.preventDefault()
    const option = options[Math.max(chosen, 0)]
    if (option === undefined) return
    if (event.ctrlKey || event.metaKey) open(option.href, '_blank', 'noopener')
    else option.click()
  } else if (event.key === 'Escape' && input.value === '') {
    // Browsers clear a search field with the first Escape and close the dialog with the next.
    dialog.close()
  }
})
input.addEventListener('input', () => void update())
list.addEventListener('pointermove', (event) => {
  const at = event.target instanceof Element ? options.indexOf(event.target.closest('a') as HTMLAnchorElement) : -1
  if (at >= 0 && at !== chosen) choose(at)
})
list.addEventListener('click', (event) => {
  // A link to another place of this page leaves the page where it is: the dialog has to go.
  if (event.target instanceof Element && event.target.closest('a') !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close()
})
// A click beside the dialog closes it: its own box is covered by its children.
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close() })

document.addEventListener(openEvent, (event) => {
  const typed = (event as CustomEvent<string>).detail
  if (!dialog.open) dialog.showModal()
  if (typed === '') input.select()
  else input.value = typed
  void update()
  void load()
})
