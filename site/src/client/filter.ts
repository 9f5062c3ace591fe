// Filters over tables: what is typed and chosen is kept in the address, so that a link shows what its sender saw, and the way back leads back.

/** What can be hidden: the rows of a table, or its bodies where it has several. */
const rowsOf = (table: HTMLTableElement): HTMLElement[] => (table.tBodies.length > 1 ? [...table.tBodies] : [...table.querySelectorAll<HTMLElement>('tbody tr')])

/** Something beside the filter that narrows the rows: a switch or a choice. */
interface Narrowing {
  readonly element: HTMLInputElement | HTMLSelectElement
  /** Its name and value in the address; no value where it is off. */
  readonly name: string
  readonly value: () => string
  readonly set: (value: string) => void
  /** Is the row let through? */
  readonly lets: (row: HTMLElement) => boolean
}

const switchOf = (element: HTMLInputElement): Narrowing => {
  const name = element.dataset['only'] ?? ''
  return { element, name: 'only', value: () => (element.checked ? name : ''), set: (value) => { element.checked = value === name }, lets: (row) => !element.checked || row.dataset[name] !== undefined }
}

/** Rows carry the numbers of their choices, the first after the one for all being 1. */
const choiceOf = (element: HTMLSelectElement, suffix: string): Narrowing => {
  const facet = element.dataset['facet'] ?? ''
  return {
    element, name: facet + suffix, value: () => element.value,
    set: (value) => { element.value = [...element.options].some((option) => option.value === value) ? value : '' },
    lets: (row) => element.selectedIndex < 1 || (row.dataset[facet] ?? '').split(' ').includes(String(element.selectedIndex)),
  }
}

/** A filter with its table: a row is shown when it has every word and everything beside the filter lets it through. */
const watchFilter = (input: HTMLInputElement, table: HTMLTableElement, box: HTMLElement): void => {
  const rows = rowsOf(table).map((row) => ({ row, text: `${row.textContent ?? ''} ${row.dataset['terms'] ?? ''}`.toLowerCase() }))
  const output = box.querySelector('output'), clear = box.querySelector<HTMLButtonElement>('.clear'), none = table.parentElement?.querySelector<HTMLElement>('.no-match')
  // The first filter of a page has the plain names, so that most links are short.
  const suffix = document.querySelector('input[data-filter]') === input ? '' : `-${table.id}`
  const narrowings = [
    ...[...box.querySelectorAll<HTMLInputElement>('input[data-only]')].map(switchOf),
    ...[...box.querySelectorAll<HTMLSelectElement>('select[data-facet]')].map((element) => choiceOf(element, suffix)),
  ]
  const apply = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    let count = 0
    for (const { row, text } of rows) {
      row.hidden = !(words.every((word) => text.includes(word)) && narrowings.every((each) => each.lets(row)))
      if (!row.hidden) count += 1
    }
    const isOff = words.length === 0 && narrowings.every((each) => each.value() === '')
    for (const { element, value } of narrowings) element.classList.toggle('on', value() !== '')
    if (output !== null) output.textContent = isOff ? '' : `${count} of ${rows.length}`
    if (clear !== null) clear.hidden = isOff
    if (none !== null && none !== undefined) none.hidden = count > 0
    table.hidden = count === 0
  }
  const read = (): void => {
    const asked = new URLSearchParams(location.search)
    input.value = asked.get(`q${suffix}`) ?? ''
    for (const { name, set } of narrowings) set(asked.get(name) ?? '')
    apply()
  }
  /** Typing changes the address where it is; what is chosen is a step that the way back takes. */
  const write = (isStep: boolean): void => {
    apply()
    const address = new URL(location.href)
    for (const [name, value] of [[`q${suffix}`, input.value] as const, ...narrowings.map((each) => [each.name, each.value()] as const)]) {
      if (value === '') address.searchParams.delete(name)
      else address.searchParams.set(name, value)
    }
    if (address.href !== location.href) history[isStep ? 'pushState' : 'replaceState'](null, '', address)
  }
  read()
  box.hidden = false
  input.addEventListener('input', () => write(false))
  for (const { element } of narrowings) element.addEventListener('change', () => write(true))
  clear?.addEventListener('click', () => {
    input.value = ''
    for (const { set } of narrowings) set('')
    write(true)
    input.focus()
  })
  addEventListener('popstate', read)
}

/** Makes the filters of a page work. */
export const watchFilters = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-filter]')) {
    const table = document.getElementById(input.dataset['filter'] ?? '')
    const box = input.closest<HTMLElement>('.filter')
    if (table instanceof HTMLTableElement && box !== null) watchFilter(input, table, box)
  }
}
