// Tables and lists as HTML: small tables inside a page, and long ones that can be filtered.
import { markup, trusted, type Markup, type Piece } from '#write'
import type { Facets } from './list-facets.ts'

/** What stands where a list is empty. */
export const noneMarkup = markup`<span class="none">none</span>`

/** Pieces with commas between them. */
export const listed = (pieces: readonly Piece[]): Piece => (pieces.length === 0 ? noneMarkup : pieces.map((piece, i) => [i > 0 && ', ', piece]))

/** A small table; a row may have an anchor. */
export const tableMarkup = (head: readonly string[], rows: readonly { readonly id?: string; readonly cells: readonly Piece[] }[]): Markup =>
  markup`<div class="scroll" tabindex="0"><table><thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${
    rows.map(({ id, cells }) => markup`<tr${id !== undefined && markup` id="${id}"`}>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`

/** A column of a long table; numbers stand at the end of their cells. */
export interface Column {
  readonly title: string
  readonly number?: true
}
/** A row of a long table: the first cell is its name; `terms` is what the filter looks through besides the words of the row. */
export interface ListRow {
  readonly cells: readonly Piece[]
  readonly terms?: string
  /** Does it have what the switch of the list asks for? */
  readonly marked?: boolean
}
/** A switch beside a filter that leaves only the rows that are marked. */
export interface Only {
  readonly name: string
  readonly label: string
}
/** A long table that can be filtered. */
export interface List {
  /** What is listed, `dag`: no two lists of a page list the same. */
  readonly of: string
  /** What the filter offers to look for. */
  readonly placeholder: string
  readonly columns: readonly Column[]
  readonly rows: readonly ListRow[]
  /** What is said when no row matches. */
  readonly noMatch: string
  readonly className?: string
  readonly only?: Only
  /** What the rows can be narrowed to. */
  readonly facets?: Facets
}

// A list that is seen at one glance needs no filter.
const few = 5

/** The box above the table `{of}-list` by which its rows are filtered; `only` is a switch in it, `choices` narrow the rows. */
export const filterMarkup = (of: string, placeholder: string, only?: Only, choices?: Markup): Markup =>
  markup`<div class="filter" hidden><label for="${of}-filter">Filter</label><input id="${of}-filter" type="search" autocomplete="off" spellcheck="false" placeholder="${placeholder}" data-filter="${of}-list">${only !== undefined && markup`<label class="switch"><input type="checkbox" data-only="${only.name}"> ${only.label}</label>`}${choices}<button type="button" class="clear" hidden>Clear</button><output for="${of}-filter"></output></div>`

/** A long table with its filter. On narrow screens each row becomes a block whose cells carry their column's title. */
export const listMarkup = ({ of, placeholder, columns, rows, noMatch, className = 'list', only, facets }: List): Markup => {
  const cell = (piece: Piece, i: number): Markup => {
    const column = columns[i]!
    return i === 0 ? markup`<th scope="row">${piece}</th>` : markup`<td data-label="${column.title}"${column.number === true && markup` class="number"`}>${piece}</td>`
  }
  return markup`${rows.length > few && filterMarkup(of, placeholder, only, facets?.choices)}<table class="${className}" id="${of}-list"><thead><tr>${
    columns.map((column) => markup`<th scope="col"${column.number === true && markup` class="number"`}>${column.title}</th>`)}</tr></thead><tbody>${
    rows.map((row, i) => markup`<tr${facets?.rows[i]}${row.terms !== undefined && markup` data-terms="${row.terms}"`}${row.marked === true && only !== undefined && trusted(` data-${only.name}`)}>${row.cells.map(cell)}</tr>`)}</tbody></table><p class="no-match" hidden>${noMatch}</p>`
}
