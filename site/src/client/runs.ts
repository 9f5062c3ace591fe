// The next runs of a DAG: the engine that finds them is loaded only where a page has a schedule.

/** Fills in the runs to come; where that fails, the schedule in words stays. */
export const watchRuns = (): void => {
  const elements = [...document.querySelectorAll<HTMLElement>('[data-schedule]')]
  if (elements.length === 0) return
  const address = `${document.documentElement.dataset['base'] ?? '/'}runs/next-runs.js`
  void import(/* @vite-ignore */ address).then((engine: { showRuns: (elements: readonly HTMLElement[]) => void }) => engine.showRuns(elements), () => undefined)
}
