// Buttons that copy a name.

/** Makes the copy buttons work; where the browser cannot copy they stay hidden. */
export const watchCopyButtons = (): void => {
  if (navigator.clipboard === undefined) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const label = button.getAttribute('aria-label') ?? ''
    button.hidden = false
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
        button.classList.add('done')
        button.setAttribute('aria-label', 'Copied')
        setTimeout(() => {
          button.classList.remove('done')
          button.setAttribute('aria-label', label)
        }, 1500)
      })
    })
  }
}
