// Filters over tables: what is typed and which switches are on is kept in the address, so that a link shows what its sender saw.

/** What can be hidden: the rows of a table, or its bodies where it has several. */
const rowsOf = (table: HTMLTableElement): HTMLElement[] => (table.tBodies.length > 1 ? [...table.tBodies] : [...table.querySelectorAll<HTMLElement>('tbody tr')])

const keepInAddress = (name: string, value: string): void => {
  const address = new URL(location.href)
  if (value === '') address.searchParams.delete(name)
  else address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}

/** A filter with its table: a row is shown when it has every word, and what each switch that is on asks for. */
const watchFilter = (input: HTMLInputElement, table: HTMLTableElement, box: HTMLElement): void => {
  const rows = rowsOf(table).map((row) => ({ row, text: `${row.textContent ?? ''} ${row.dataset['terms'] ?? ''}`.toLowerCase() }))
  const output = box.querySelector('output'), none = table.parentElement?.querySelector<HTMLElement>('.no-match')
  const switches = [...box.querySelectorAll<HTMLInputElement>('input[data-only]')]
  // The first filter of a page has the plain name, so that most links are short.
  const query = document.querySelector('input[data-filter]') === input ? 'q' : `q-${table.id}`
  const apply = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    const wanted = switches.filter((each) => each.checked).map((each) => each.dataset['only'] ?? '')
    let count = 0
    for (const { row, text } of rows) {
      row.hidden = !(words.every((word) => text.includes(word)) && wanted.every((name) => row.dataset[name] !== undefined))
      if (!row.hidden) count += 1
    }
    if (output !== null) output.textContent = words.length === 0 && wanted.length === 0 ? '' : `${count} of ${rows.length}`
    if (none !== null && none !== undefined) none.hidden = count > 0
    table.hidden = count === 0
  }
  const asked = new URLSearchParams(location.search)
  input.value = asked.get(query) ?? ''
  for (const each of switches) each.checked = asked.getAll('only').includes(each.dataset['only'] ?? '')
  box.hidden = false
  apply()
  input.addEventListener('input', () => {
    apply()
    keepInAddress(query, input.value)
  })
  for (const each of switches) {
    each.addEventListener('change', () => {
      apply()
      keepInAddress('only', each.checked ? each.dataset['only'] ?? '' : '')
    })
  }
}

/** Makes the filters of a page work. */
export const watchFilters = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-filter]')) {
    const table = document.getElementById(input.dataset['filter'] ?? '')
    const box = input.closest<HTMLElement>('.filter')
    if (table instanceof HTMLTableElement && box !== null) watchFilter(input, table, box)
  }
}
