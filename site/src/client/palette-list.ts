// The list of the palette: groups of options, drawn without a single piece of HTML from outside.

/** One line that can be chosen. */
export interface Option {
  readonly url: string
  readonly title: string
  /** The characters of the title that answer what was typed. */
  readonly marks: readonly (readonly [from: number, to: number])[]
  /** Where it is, or what it is. */
  readonly detail: string
  readonly isCode: boolean
  /** Text around found words: every second piece is one. */
  readonly pieces?: readonly string[]
}
/** Options of one kind, and how many more there are. */
export interface Group {
  readonly title: string
  readonly options: readonly Option[]
  readonly more: number
}

const element = <K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

const marked = (text: string, marks: Option['marks']): (Node | string)[] => {
  const parts: (Node | string)[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), element('mark', '', text.slice(from, to)))
    at = to
  }
  return [...parts, text.slice(at)]
}

const optionElement = ({ url, title, marks, detail, isCode, pieces }: Option, id: string): HTMLAnchorElement => {
  const link = element('a', '', element(isCode ? 'code' : 'span', 'option-title', ...marked(title, marks)))
  link.href = url
  link.id = id
  link.tabIndex = -1
  link.setAttribute('role', 'option')
  link.setAttribute('aria-selected', 'false')
  if (detail !== '') link.append(element('span', 'option-detail', detail))
  if (pieces !== undefined) link.append(element('span', 'option-text', ...pieces.map((piece, i) => (i % 2 === 1 ? element('mark', '', piece) : piece))))
  return link
}

/** Puts the groups into the list and gives its options in their order. */
export const drawGroups = (list: HTMLElement, groups: readonly Group[]): HTMLAnchorElement[] => {
  const options: HTMLAnchorElement[] = []
  list.replaceChildren(...groups.map((group, i) => {
    const title = element('div', 'group-name', group.title)
    title.id = `palette-group-${i}`
    const section = element('div', 'palette-group', title)
    section.setAttribute('role', 'group')
    section.setAttribute('aria-labelledby', title.id)
    for (const option of group.options) {
      const link = optionElement(option, `palette-option-${options.length}`)
      options.push(link)
      section.append(link)
    }
    if (group.more > 0) title.append(element('span', 'group-more', `${group.options.length} of ${group.options.length + group.more}`))
    return section
  }))
  return options
}
