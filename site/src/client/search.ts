// The way to the palette: a button, `/`, Ctrl-K or Cmd-K. Nothing of it is loaded before.

/** The palette listens for this on the document; its detail is what was typed while the palette was loading. */
export const openEvent = 'dagbook-search'

/** Makes the button and the keys open the palette. */
export const watchSearch = (): void => {
  const button = document.querySelector<HTMLButtonElement>('.search-button')
  const script = button?.dataset['script']
  if (button === null || script === undefined) return
  button.hidden = false
  let isLoading = false, typed = ''
  const open = async (): Promise<void> => {
    if (isLoading) return
    isLoading = true
    typed = ''
    button.setAttribute('aria-busy', 'true')
    try {
      await import(/* @vite-ignore */ script)
      document.dispatchEvent(new CustomEvent(openEvent, { detail: typed }))
    } finally {
      isLoading = false
      button.removeAttribute('aria-busy')
    }
  }
  button.addEventListener('click', () => void open())
  document.addEventListener('keydown', (event) => {
    const isWith = event.ctrlKey || event.metaKey || event.altKey
    if (isLoading && !isWith && (event.key.length === 1 || event.key === 'Backspace')) {
      typed = event.key === 'Backspace' ? typed.slice(0, -1) : typed + event.key
      return event.preventDefault()
    }
    const isCommand = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    const inField = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [contenteditable], dialog') !== null
    const isSlash = event.key === '/' && !inField && !isWith
    if (!isCommand && !isSlash) return
    event.preventDefault()
    void open()
  })
}
