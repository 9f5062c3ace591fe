// What draws graphs anew is loaded only on pages that have one. Without it they stay as they were built.

const load = <T>(name: string, use: (explorer: T) => unknown): void => {
  const address = `${document.documentElement.dataset['base'] ?? '/'}explorer/${name}.js`
  void import(/* @vite-ignore */ address).then(use).catch(() => undefined)
}

/** Makes the graphs of DAGs and the picture of the fleet answer. */
export const watchExplorers = (): void => {
  const fleet = document.querySelector<HTMLElement>('[data-fleet]'), graphs = [...document.querySelectorAll<HTMLElement>('[data-picture]')]
  if (fleet !== null) load('fleet', (explorer: { exploreFleet: (root: HTMLElement) => Promise<void> }) => explorer.exploreFleet(fleet))
  if (graphs.length > 0) load('graph', (explorer: { openGraph: (figure: HTMLElement) => void }) => { for (const figure of graphs) explorer.openGraph(figure) })
}
