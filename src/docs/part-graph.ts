// The graph of a DAG: a drawing whose boxes lead to the tasks, a legend of what is in it, and its Mermaid text.
import { dagPicture, fitPicture, layoutPicture, nodeKinds, overviewPicture, type Drawing, type Picture } from '#graph'
import type { Dag, Task } from '#model'
import { drawingSvg, glyphSvg, kindTitles, markup, pictureMermaid, trusted, type Markup, type Piece } from '#write'
import { taskAnchor } from './address.ts'
import { fenceMarkdown } from './escape-markdown.ts'
import { countWords } from './fact-words.ts'
import type { Part } from './page.ts'

// What can still be read as a picture; larger DAGs fold their groups.
const limits = { nodes: 240, edges: 600 } as const

const legendEntries = (picture: Picture): Markup[] => {
  const kinds = nodeKinds.filter((kind) => picture.nodes.some((node) => node.kind === kind)).map((kind) => markup`<li>${glyphSvg(kind)} ${kindTitles[kind]}</li>`)
  const line = (className: string, words: string): Markup => markup`<li><svg class="sample ${className}" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true"><path d="M1 7h22"/></svg> ${words}</li>`
  const any = picture.nodes.some((node) => node.when !== undefined) || picture.edges.some((edge) => edge.guarded === true)
  return [
    ...kinds,
    ...(picture.nodes.some((node) => node.stack !== undefined && node.kind !== 'folded') ? [markup`<li><span class="sample">× n</span> runs once for each item</li>`] : []),
    ...(any ? [line('guarded', 'only if a condition holds')] : []),
    ...(picture.edges.some((edge) => edge.dotted === true) ? [line('dotted', 'setup and teardown')] : []),
  ]
}

const source = (mermaid: string | undefined): Piece =>
  mermaid !== undefined && markup`<details class="source"><summary>Mermaid source</summary><pre tabindex="0"><code>${mermaid}</code></pre></details>`

/** A drawing with its legend; `more` comes below. */
const figure = (title: string, picture: Picture, drawing: Drawing, more: Piece): Markup =>
  markup`<figure class="graph-figure"><div class="graph-scroll" tabindex="0" role="region" aria-label="${title}">${trusted(drawingSvg(drawing))}</div><figcaption><ul class="legend">${legendEntries(picture)}</ul></figcaption>${more}</figure>`

// Taller than this a picture no longer shows how a DAG goes: then its groups are drawn as one box each, and all of it below.
const tallest = 1300
const wholeId = 'graph-of-all-tasks'

const graphMarkup = async (dag: Dag, picture: Picture, mermaid: string | undefined): Promise<Markup> => {
  const drawing = await layoutPicture(picture)
  const overview = drawing.height > tallest ? overviewPicture(picture) : undefined
  const isFolded = picture.nodes.some((node) => node.kind === 'folded')
  const note = isFolded && markup`<p class="graph-note">Groups are folded: ${countWords(dag.tasks.length, 'task')} are more than a picture can show.</p>`
  if (overview === undefined) return figure(`Graph of ${dag.dagId}`, picture, drawing, [note, source(mermaid)])
  const folded = { ...overview, nodes: overview.nodes.map((node) => (node.kind === 'folded' ? { ...node, href: `#${wholeId}` } : node)) }
  const whole = markup`<details class="whole" id="${wholeId}"><summary>All ${countWords(dag.tasks.length, 'task')}</summary>${figure(`Graph of all tasks of ${dag.dagId}`, picture, drawing, note)}</details>`
  return markup`${figure(`Graph of ${dag.dagId}`, folded, await layoutPicture(folded), [whole, source(mermaid)])}`
}

/** The graph; undefined for a DAG without tasks. `href` says where the box of a task leads: to its row on the same page unless given. */
export const graphPart = async (dag: Dag, href = (task: Task): string => `#${taskAnchor(task.taskId)}`): Promise<Part | undefined> => {
  if (dag.tasks.length === 0) return undefined
  const picture = fitPicture(dagPicture(dag, href), limits)
  const mermaid = pictureMermaid(dagPicture(dag))
  const tooMuch = `${countWords(dag.tasks.length, 'task')} and ${countWords(dag.edges.length, 'dependency', 'dependencies')} are more than a picture can show: see the table.`
  return {
    markdown: mermaid === undefined ? tooMuch : fenceMarkdown(mermaid, 'mermaid'),
    html: picture === undefined ? markup`<p class="note">${tooMuch}</p>` : await graphMarkup(dag, picture, mermaid),
  }
}
