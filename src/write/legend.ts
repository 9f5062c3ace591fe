// What the signs of a picture mean: only of those that are in it.
import { edgeKinds, nodeKinds, type Picture } from '#graph'
import { markup, type Markup } from './markup.ts'
import { edgeTitles, glyphSvg, kindTitles } from './svg.ts'

/** What a picture shows, each kind once. */
export const legendMarkup = (picture: Picture): Markup => {
  const line = (className: string, words: string): Markup => markup`<li><svg class="sample ${className}" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true"><path d="M1 7h22"/></svg> ${words}</li>`
  const any = picture.nodes.some((node) => node.when !== undefined) || picture.edges.some((edge) => edge.guarded === true)
  return markup`<ul class="legend">${[
    ...nodeKinds.filter((kind) => picture.nodes.some((node) => node.kind === kind)).map((kind) => markup`<li>${glyphSvg(kind)} ${kindTitles[kind]}</li>`),
    ...(picture.nodes.some((node) => node.stack?.startsWith('×') === true) ? [markup`<li><span class="sample">× n</span> runs once for each item</li>`] : []),
    ...(picture.nodes.some((node) => node.rule !== undefined) ? [markup`<li><span class="sample rule">one_success</span> trigger rule, where it is not all_success</li>`] : []),
    ...(any ? [line('guarded', 'only if a condition holds')] : []),
    ...(picture.edges.some((edge) => edge.dotted === true) ? [line('dotted', 'setup and teardown')] : []),
    ...edgeKinds.filter((kind) => picture.edges.some((edge) => edge.kind === kind)).map((kind) => line(`by-${kind}`, edgeTitles[kind])),
    ...(picture.edges.some((edge) => edge.cyclic === true) ? [markup`<li><span class="sample cycle" aria-hidden="true">↻</span> on a cycle</li>`] : []),
  ]}</ul>`
}
