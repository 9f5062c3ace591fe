// What a picture of a graph shows, before anybody has decided where: the one description behind the SVG and the Mermaid text.

/** What a node is drawn as: the scheduler's kinds of tasks, `sql` for a task that runs statements, DAGs, a folded group, and what a view leaves out. */
export const nodeKinds = ['task', 'sql', 'empty', 'sensor', 'external-sensor', 'branch', 'short-circuit', 'latest-only', 'trigger', 'dag', 'orchestrator', 'internal', 'folded', 'more'] as const
/** One of `nodeKinds`. */
export type NodeKind = (typeof nodeKinds)[number]

/** One box of a picture. */
export interface PictureNode {
  /** Unique among nodes and groups. */
  readonly id: string
  readonly label: string
  readonly kind: NodeKind
  /** The id of the innermost group around it. */
  readonly group?: string
  /** Where the box leads. */
  readonly href?: string
  /** Said behind the name: how often a mapped or repeated task runs (`× 12`, `× n`), how much a folded group holds. */
  readonly stack?: string
  /** The condition under which it exists. */
  readonly when?: string
  readonly role?: 'setup' | 'teardown'
  /** The trigger rule, where it is not the usual one. */
  readonly rule?: string
  /** What the view is about. */
  readonly focus?: boolean
}
/** How one DAG leads to another. */
export const edgeKinds = ['trigger', 'wait', 'asset', 'callback'] as const
/** One of `edgeKinds`. */
export type EdgeKind = (typeof edgeKinds)[number]

/** One arrow of a picture. */
export interface PictureEdge {
  readonly from: string
  readonly to: string
  readonly label?: string
  /** The condition under which it exists, where the boxes at its ends do not say it already. */
  readonly when?: string
  /** Exists only under a condition. */
  readonly guarded?: boolean
  /** Joins a setup with its teardown. */
  readonly dotted?: boolean
  /** How a DAG leads to another; tasks simply follow each other. */
  readonly kind?: EdgeKind
  /** Part of a cycle. */
  readonly cyclic?: boolean
}
/** A box around nodes and other groups. */
export interface PictureGroup {
  readonly id: string
  readonly label: string
  readonly parent?: string
}
/** Nodes, edges between them, and groups around them. Edges whose ends are missing are not drawn. */
export interface Picture {
  /** What it is a picture of, in words. */
  readonly title: string
  readonly nodes: readonly PictureNode[]
  readonly edges: readonly PictureEdge[]
  readonly groups: readonly PictureGroup[]
}
