// Filters over tables: what is typed is kept in the address, so that a link shows what its sender saw.

/** Makes the filters of a page work. */
export const watchFilters = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-filter]')) {
    const table = document.getElementById(input.dataset['filter'] ?? '')
    const box = input.closest<HTMLElement>('.filter')
    if (table === null || box === null) continue
    const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr')].map((row) => ({ row, text: `${row.textContent ?? ''} ${row.dataset['terms'] ?? ''}`.toLowerCase() }))
    const output = box.querySelector('output'), none = table.parentElement?.querySelector<HTMLElement>('.no-match')
    const apply = (): void => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
      let count = 0
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word))
        if (!row.hidden) count += 1
      }
      if (output !== null) output.textContent = words.length === 0 ? '' : `${count} of ${rows.length}`
      if (none !== null && none !== undefined) none.hidden = count > 0
      table.hidden = count === 0
    }
    input.value = new URLSearchParams(location.search).get('q') ?? ''
    box.hidden = false
    apply()
    input.addEventListener('input', () => {
      apply()
      const address = new URL(location.href)
      if (input.value === '') address.searchParams.delete('q')
      else address.searchParams.set('q', input.value)
      history.replaceState(null, '', address)
    })
  }
}
