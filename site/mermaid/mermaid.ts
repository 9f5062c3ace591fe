// Mermaid for the pages that need it: bundled when the package is built, copied into books that have a diagram.
import mermaid from 'mermaid'
import { placeDrawing, withoutInlineStyles } from './strict-styles.ts'

const isDark = (): boolean => {
  const theme = document.documentElement.dataset['theme']
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

// Tags in labels are text: Mermaid would make elements of them before it cleans them.
const withoutTags = (text: string): string => text.replace(/(?<!<)<(?!br\s*\/?>)(?=[a-z/!])/gi, '#lt;')

/** What keeps a text from being drawn, where Mermaid says it: its own words are those of its grammar. */
const refusal = (error: unknown): string => {
  const line = /\bon line (\d+)/i.exec(String(error))?.[1]
  return `This diagram does not parse as Mermaid${line === undefined ? '' : ` (line ${line})`}, so its source is shown.`
}

/** Leaves the source as text, with a line below that says why. */
const showSource = (diagram: HTMLElement, text: string, error: unknown): void => {
  diagram.textContent = text
  diagram.classList.add('plain')
  const note = document.createElement('p')
  note.className = 'diagram-note'
  note.textContent = refusal(error)
  diagram.after(note)
}

const draw = async (diagram: HTMLElement, text: string, index: number): Promise<void> => {
  try {
    const id = `diagram-${index}`
    // Mermaid sanitises its labels (securityLevel strict), and the page's policy runs no inline script.
    placeDrawing(diagram, id, await withoutInlineStyles(async () => (await mermaid.render(id, withoutTags(text))).svg))
    diagram.classList.add('drawn')
  } catch (error) {
    // Another theme does not make it parse: it was said already.
    if (!diagram.classList.contains('plain')) showSource(diagram, text, error)
  }
}

/** Draws the diagrams, and draws them again when the theme changes. */
export const drawDiagrams = async (diagrams: readonly HTMLElement[]): Promise<void> => {
  const texts = diagrams.map((diagram) => diagram.textContent ?? '')
  const all = async (): Promise<void> => {
    // What does not parse would else become a drawing of an error at the end of the page.
    mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true, securityLevel: 'strict', htmlLabels: false, flowchart: { htmlLabels: false }, layout: 'dagre', theme: isDark() ? 'dark' : 'neutral', fontFamily: 'system-ui, sans-serif' })
    for (const [i, diagram] of diagrams.entries()) await draw(diagram, texts[i]!, i)
  }
  await all()
  new MutationObserver(() => void all()).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
}
