// The list of DAGs as a drawer on narrow screens.

/** Makes the button of the bar open and close the drawer. */
export const watchDrawer = (): void => {
  const button = document.querySelector<HTMLButtonElement>('.menu')
  const tree = document.querySelector<HTMLElement>('.tree')
  const veil = document.querySelector<HTMLElement>('.veil')
  if (button === null || tree === null || veil === null) return
  const main = document.querySelector('main')
  const set = (open: boolean): void => {
    document.documentElement.classList.toggle('drawer-open', open)
    button.setAttribute('aria-expanded', String(open))
    veil.hidden = !open
    main?.toggleAttribute('inert', open)
    if (open) tree.querySelector<HTMLElement>('input, a')?.focus()
  }
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'))
  veil.addEventListener('click', () => set(false))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return
    set(false)
    button.focus()
  })
  // Going back to a wide screen must not leave the page inert.
  matchMedia('(min-width: 900px)').addEventListener('change', () => set(false))
}
