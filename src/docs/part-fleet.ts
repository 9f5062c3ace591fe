// The fleet: how all DAGs hang together, as a picture that can be explored, as Mermaid text and as a table.
import { fleetPicture, layeredDrawing, type Fleet, type Picture } from '#graph'
import { markup, pictureMermaid, type Markup } from '#write'
import type { BookContext, PageContext } from './context.ts'
import { escapeMarkdown, fenceMarkdown } from './escape-markdown.ts'
import { tableMarkdown } from './fact-rows.ts'
import { countWords } from './fact-words.ts'
import { breakable } from './fact-markup.ts'
import { graphFigure, mermaidSource } from './graph-figure.ts'
import type { Part } from './page.ts'
import { relationsOf, type Relation } from './relations.ts'

/** All DAGs of a book and what leads from one to another. */
export const fleetOf = (context: BookContext): Fleet => ({
  nodes: context.model.dags.map((dag) => {
    const file = dag.at?.file ?? ''
    return {
      id: dag.dagId, kind: dag.kind, href: context.url(context.directory.find('dag', dag.dagId)!.path), folder: file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '',
      owners: context.ownership.ownersOf(dag), tags: dag.tags.filter((tag): tag is string => typeof tag === 'string'),
    }
  }),
  edges: relationsOf(context.model).map(({ from, to, how, via }) => ({ from, to, kind: how, via })),
})

const pictureOf = (context: BookContext): Picture => fleetPicture(fleetOf(context), { group: 'folder', hops: 1 })

/** What one DAG does to the other, in words: `triggers`, by which task. */
export const relationWords: Readonly<Record<Relation['how'], (via: string) => { readonly words: string; readonly by: string }>> = {
  trigger: (via) => ({ words: 'triggers', by: `task ${via}` }), wait: (via) => ({ words: 'is waited for by', by: `task ${via}` }),
  asset: (via) => ({ words: 'updates an asset for', by: `asset ${via}` }), callback: (via) => ({ words: 'calls back', by: `on ${via}` }),
}

/** The picture of all DAGs; undefined where none leads to another. */
export const fleetPart = (context: PageContext): Part | undefined => {
  const relations = relationsOf(context.model)
  if (relations.length === 0) return undefined
  const picture = pictureOf(context), mermaid = pictureMermaid(picture)
  const isHome = context.path === ''
  const figure = graphFigure('Graph of all DAGs', picture, layeredDrawing(picture), isHome ? undefined : mermaidSource(mermaid))
  return {
    markdown: mermaid === undefined ? `${countWords(context.model.dags.length, 'DAG')} are more than a picture can show.` : fenceMarkdown(mermaid, 'mermaid'),
    ...(!isHome && { data: fleetOf(context) }),
    html: isHome ? markup`${figure}<p class="more-link"><a href="${context.url('fleet')}">Explore the fleet</a></p>` : markup`<div class="fleet" data-fleet="fleet.json">${figure}</div>`,
  }
}

const row = (context: PageContext, { from, to, how, via }: Relation): Markup => {
  const { words, by } = relationWords[how](via)
  return markup`<tr><th scope="row">${context.link('dag', from)}</th><td data-label="how">${words}</td><td data-label="which">${context.link('dag', to)}</td><td data-label="by">${breakable(by)}</td></tr>`
}

/** The same as a table: every way in which one DAG leads to another. */
export const fleetTablePart = (context: PageContext): Part | undefined => {
  const relations = relationsOf(context.model)
  if (relations.length === 0) return undefined
  return {
    markdown: tableMarkdown(['DAG', 'how', 'which', 'by'], relations.map(({ from, to, how, via }) => {
      const { words, by } = relationWords[how](via)
      return [context.linkMarkdown('dag', from), words, context.linkMarkdown('dag', to), escapeMarkdown(by)]
    })),
    html: markup`<table class="relations-table"><thead><tr><th scope="col">DAG</th><th scope="col">how</th><th scope="col">which</th><th scope="col">by</th></tr></thead><tbody>${relations.map((each) => row(context, each))}</tbody></table>`,
  }
}
