// Diagrams that authors wrote in Mermaid: the library is loaded only where a page has one.

/** Draws the diagrams of the page; where that fails their text stays. */
export const drawMermaid = (): void => {
  const diagrams = [...document.querySelectorAll<HTMLElement>('pre.mermaid')]
  if (diagrams.length === 0) return
  const address = `${document.documentElement.dataset['base'] ?? '/'}mermaid/mermaid.js`
  void import(/* @vite-ignore */ address).then(
    (library: { drawDiagrams: (diagrams: readonly HTMLElement[]) => Promise<void> }) => library.drawDiagrams(diagrams),
    () => diagrams.forEach((diagram) => diagram.classList.add('plain')),
  )
}
