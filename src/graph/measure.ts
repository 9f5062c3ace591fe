// The sizes of what is drawn: boxes 28 px high, as wide as their texts in a monospaced font of 13 px.
import type { PictureEdge, PictureNode } from './picture.ts'
import { shortened, textColumns } from './text-width.ts'

/** The sizes that layout and drawing share, in pixels. */
export const sizes = { node: 28, column: 7.85, smallColumn: 6.7, glyph: 26, pad: 10, chip: 18, groupTitle: 26, groupPad: 14, margin: 6 } as const

const longestLabel = 30
// DAGs of one family often differ only in the middle of their names.
const longestDagId = 44
const longestCondition = 22

const isDag = ({ kind }: PictureNode): boolean => kind === 'dag' || kind === 'orchestrator' || kind === 'internal'

/** What a node says and how wide it is. */
export const nodeText = (node: PictureNode): { label: string; when?: string; width: number } => {
  const label = shortened(node.label, isDag(node) ? longestDagId : longestLabel)
  const when = node.when === undefined ? undefined : `if ${shortened(node.when, longestCondition)}`
  const extra = [when, node.stack, node.rule].reduce((sum, text) => sum + (text === undefined ? 0 : 8 + textColumns(text) * sizes.smallColumn), 0)
  const width = Math.ceil(sizes.glyph + textColumns(label) * sizes.column + extra + sizes.pad)
  return { label, width, ...(when !== undefined && { when }) }
}

/** What the chip on an edge says, and its width; undefined for an edge without one. */
export const chipText = (edge: PictureEdge): { text: string; width: number } | undefined => {
  const said = [edge.label, edge.when === undefined ? undefined : `if ${edge.when}`].filter((text) => text !== undefined).join(' · ')
  if (said === '') return undefined
  const text = shortened(said, longestCondition + 6)
  return { text, width: Math.ceil(textColumns(text) * sizes.smallColumn + 12) }
}

/** The title of a group, cut to what fits, and the least width that its box needs. */
export const groupText = (label: string): { label: string; width: number } => {
  const cut = shortened(label, longestLabel)
  return { label: cut, width: Math.ceil(textColumns(cut) * sizes.smallColumn + 2 * sizes.groupPad) }
}
