// The graph of a DAG: a drawing whose boxes lead to the tasks, a legend of what is in it, and its Mermaid text.
import { dagPicture, fitPicture, layoutPicture, nodeKinds, type Drawing, type Picture } from '#graph'
import type { Dag } from '#model'
import { drawingSvg, glyphSvg, kindTitles, markup, pictureMermaid, trusted, type Markup } from '#write'
import { taskAnchor } from './address.ts'
import { fenceMarkdown } from './escape-markdown.ts'
import { countWords } from './fact-words.ts'
import type { Part } from './page.ts'

// What can still be read as a picture; larger DAGs fold their groups.
const limits = { nodes: 240, edges: 600 } as const

const legendEntries = (picture: Picture): Markup[] => {
  const kinds = nodeKinds.filter((kind) => picture.nodes.some((node) => node.kind === kind)).map((kind) => markup`<li>${glyphSvg(kind)} ${kindTitles[kind]}</li>`)
  const line = (className: string, words: string): Markup => markup`<li><svg class="sample ${className}" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true"><path d="M1 7h22"/></svg> ${words}</li>`
  const any = picture.nodes.some((node) => node.when !== undefined) || picture.edges.some((edge) => edge.when !== undefined)
  return [
    ...kinds,
    ...(picture.nodes.some((node) => node.stack !== undefined && node.kind !== 'folded') ? [markup`<li><span class="sample">× n</span> runs once for each item</li>`] : []),
    ...(any ? [line('guarded', 'only if a condition holds')] : []),
    ...(picture.edges.some((edge) => edge.dotted === true) ? [line('dotted', 'setup and teardown')] : []),
  ]
}

const figure = (dag: Dag, picture: Picture, drawing: Drawing, mermaid: string | undefined): Markup => {
  const folded = picture.nodes.some((node) => node.kind === 'folded')
  return markup`<figure class="graph-figure"><div class="graph-scroll" tabindex="0" role="region" aria-label="Graph of ${dag.dagId}">${trusted(drawingSvg(drawing))}</div><figcaption><ul class="legend">${legendEntries(picture)}</ul>${
    folded && markup`<p>Groups are folded: ${countWords(dag.tasks.length, 'task')} are more than a picture can show.</p>`}</figcaption>${
    mermaid !== undefined && markup`<details class="source"><summary>Mermaid source</summary><pre tabindex="0"><code>${mermaid}</code></pre></details>`}</figure>`
}

/** The graph; undefined for a DAG without tasks. */
export const graphPart = async (dag: Dag): Promise<Part | undefined> => {
  if (dag.tasks.length === 0) return undefined
  const whole = dagPicture(dag, (task) => `#${taskAnchor(task.taskId)}`)
  const picture = fitPicture(whole, limits)
  const mermaid = pictureMermaid(dagPicture(dag))
  const tooMuch = `${countWords(dag.tasks.length, 'task')} and ${countWords(dag.edges.length, 'dependency', 'dependencies')} are more than a picture can show: see the table.`
  return {
    markdown: mermaid === undefined ? tooMuch : fenceMarkdown(mermaid, 'mermaid'),
    html: picture === undefined ? markup`<p class="note">${tooMuch}</p>` : figure(dag, picture, await layoutPicture(picture), mermaid),
  }
}
