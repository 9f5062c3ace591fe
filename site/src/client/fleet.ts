// The fleet: what explores it is loaded only on its page. Without it the picture stays as it was built.

/** Makes the fleet's picture answer. */
export const watchFleet = (): void => {
  const root = document.querySelector<HTMLElement>('[data-fleet]')
  if (root === null) return
  const address = `${document.documentElement.dataset['base'] ?? '/'}explorer/fleet.js`
  void import(/* @vite-ignore */ address).then((explorer: { exploreFleet: (root: HTMLElement) => Promise<void> }) => explorer.exploreFleet(root)).catch(() => undefined)
}
