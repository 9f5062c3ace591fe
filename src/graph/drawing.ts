// A picture with everything in its place: what the layout gives and the SVG writer draws. Pixels, from the top left corner.
import type { PictureEdge, PictureGroup, PictureNode } from './picture.ts'

/** A corner or an end of an edge. */
export interface Point {
  readonly x: number
  readonly y: number
}
/** A rectangle. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}
/** A node and the texts that are drawn in it, cut to what fits. */
export interface DrawnNode extends Box {
  readonly node: PictureNode
  readonly label: string
  readonly when?: string
}
/** A group and its title, cut to what fits. */
export interface DrawnGroup extends Box {
  readonly group: PictureGroup
  readonly label: string
  readonly depth: number
}
/** An edge as a line of horizontal and vertical pieces, with a box for its label. */
export interface DrawnEdge {
  readonly edge: PictureEdge
  readonly points: readonly Point[]
  readonly chip?: Box & { readonly text: string }
}
/** A picture with everything in its place. */
export interface Drawing {
  readonly title: string
  readonly width: number
  readonly height: number
  readonly nodes: readonly DrawnNode[]
  readonly groups: readonly DrawnGroup[]
  readonly edges: readonly DrawnEdge[]
}
