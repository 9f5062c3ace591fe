// Mermaid for the pages that need it: bundled when the package is built, copied into books that have a diagram.
import mermaid from 'mermaid'
import { placeDrawing, withoutInlineStyles } from './strict-styles.ts'

const isDark = (): boolean => {
  const theme = document.documentElement.dataset['theme']
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

// Tags in labels are text: Mermaid would make elements of them before it cleans them.
const withoutTags = (text: string): string => text.replace(/(?<!<)<(?!br\s*\/?>)(?=[a-z/!])/gi, '#lt;')

const draw = async (diagram: HTMLElement, text: string, index: number): Promise<void> => {
  try {
    const id = `diagram-${index}`
    // Mermaid sanitises its labels (securityLevel strict), and the page's policy runs no inline script.
    placeDrawing(diagram, id, await withoutInlineStyles(async () => (await mermaid.render(id, withoutTags(text))).svg))
    diagram.classList.add('drawn')
  } catch {
    diagram.textContent = text
    diagram.classList.add('plain')
  }
}

/** Draws the diagrams, and draws them again when the theme changes. */
export const drawDiagrams = async (diagrams: readonly HTMLElement[]): Promise<void> => {
  const texts = diagrams.map((diagram) => diagram.textContent ?? '')
  const all = async (): Promise<void> => {
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', htmlLabels: false, flowchart: { htmlLabels: false }, layout: 'dagre', theme: isDark() ? 'dark' : 'neutral', fontFamily: 'system-ui, sans-serif' })
    for (const [i, diagram] of diagrams.entries()) await draw(diagram, texts[i]!, i)
  }
  await all()
  new MutationObserver(() => void all()).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
}
