// A drawing on a page: in a frame that scrolls, with a legend of what is in it and its Mermaid text.
import { directionOf, type Drawing, type Picture } from '#graph'
import { drawingSvg, legendMarkup, markup, trusted, type Markup, type Piece } from '#write'

/** The Mermaid text of a picture, folded away. */
export const mermaidSource = (mermaid: string | undefined): Piece =>
  mermaid !== undefined && markup`<details class="source"><summary>Mermaid source</summary><pre tabindex="0"><code>${mermaid}</code></pre></details>`

/** A drawing with its legend; `more` comes below, `data` is the address of the picture behind it. */
export const graphFigure = (title: string, picture: Picture, drawing: Drawing, more: Piece, data?: string): Markup =>
  markup`<figure class="graph-figure"${data !== undefined && markup` data-picture="${data}" data-flow="${directionOf(picture) === 'DOWN' ? 'down' : 'right'}"`}><div class="graph-scroll" tabindex="0" role="region" aria-label="${title}">${trusted(drawingSvg(drawing))}</div><figcaption>${legendMarkup(picture)}</figcaption>${more}</figure>`
