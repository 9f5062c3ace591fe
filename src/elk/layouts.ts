// Where everything in a picture went, apart from what is drawn there: numbers only, so that it can be kept and used for any picture of that shape.
import type { Box, Point } from '#graph'

/** The way of an edge, and the box of its label. */
export interface LaidEdge {
  /** Its number in the picture. */
  readonly edge: number
  readonly points: readonly Point[]
  readonly chip?: Box
}
/** Where everything went; nodes and groups are in the order of the picture. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Box[]
  readonly groups: readonly Box[]
  readonly edges: readonly LaidEdge[]
}
/** Layouts by what was laid out. To find one costs next to nothing, to make one tens of milliseconds. */
export interface Layouts {
  readonly find: (shape: string) => Layout | undefined
  readonly keep: (shape: string, layout: Layout) => void
}
