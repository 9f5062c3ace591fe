// The graph of a DAG: a drawing whose boxes lead to the tasks, a legend of what is in it, and its Mermaid text.
import { layoutPicture, type Layouts } from '#elk'
import { dagPicture, fitPicture, overviewPicture, type Picture } from '#graph'
import type { Dag, Task } from '#model'
import { markup, pictureMermaid, type Markup } from '#write'
import { taskAnchor } from './address.ts'
import { fenceMarkdown } from './escape-markdown.ts'
import { countWords } from './fact-words.ts'
import { graphFigure, mermaidSource } from './graph-figure.ts'
import type { Part } from './page.ts'

// What can still be read as a picture; larger DAGs fold their groups.
const limits = { nodes: 240, edges: 600 } as const

// Taller than this a picture no longer shows how a DAG goes: then its groups are drawn as one box each, and all of it below.
const tallest = 1300
const wholeId = 'graph-of-all-tasks'

const graphMarkup = async (dag: Dag, picture: Picture, mermaid: string | undefined, layouts: Layouts | undefined): Promise<Markup> => {
  const drawing = await layoutPicture(picture, layouts)
  const overview = drawing.height > tallest ? overviewPicture(picture) : undefined
  const isFolded = picture.nodes.some((node) => node.kind === 'folded')
  const note = isFolded && markup`<p class="graph-note">Groups are folded: ${countWords(dag.tasks.length, 'task')} are more than a picture can show.</p>`
  if (overview === undefined) return graphFigure(`Graph of ${dag.dagId}`, picture, drawing, [note, mermaidSource(mermaid)], 'graph.json')
  const folded = { ...overview, nodes: overview.nodes.map((node) => (node.kind === 'folded' ? { ...node, href: `#${wholeId}` } : node)) }
  const whole = markup`<details class="whole" id="${wholeId}"><summary>All ${countWords(dag.tasks.length, 'task')}</summary>${graphFigure(`Graph of all tasks of ${dag.dagId}`, picture, drawing, note, 'graph.json')}</details>`
  return markup`${graphFigure(`Graph of ${dag.dagId}`, folded, await layoutPicture(folded, layouts), [whole, mermaidSource(mermaid)])}`
}

/** The graph; undefined for a DAG without tasks. `href` says where the box of a task leads: to its row on the same page unless given. */
export const graphPart = async (dag: Dag, layouts?: Layouts, href = (task: Task): string => `#${taskAnchor(task.taskId)}`): Promise<Part | undefined> => {
  if (dag.tasks.length === 0) return undefined
  const picture = fitPicture(dagPicture(dag, href), limits)
  const mermaid = pictureMermaid(dagPicture(dag))
  const tooMuch = `${countWords(dag.tasks.length, 'task')} and ${countWords(dag.edges.length, 'dependency', 'dependencies')} are more than a picture can show: see the table.`
  return {
    markdown: mermaid === undefined ? tooMuch : fenceMarkdown(mermaid, 'mermaid'),
    ...(picture !== undefined && { data: picture }),
    html: picture === undefined ? markup`<p class="note">${tooMuch}</p>` : await graphMarkup(dag, picture, mermaid, layouts),
  }
}
