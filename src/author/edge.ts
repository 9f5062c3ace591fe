// Edges: what comes before what.
import type { NodeRecord } from './records.ts'

/** The text on an edge: made by `label`. */
export class Label {
  readonly brand = 'dagbook/label'
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
/**
 * Text for the edge to the node that follows.
 * @example chain(check, label('Store output'), store)
 */
export const label = (text: string): Label => new Label(text)

/** Records that `from` runs before `to`. */
export const connect = (from: NodeRecord, to: NodeRecord, text: string | null = null): void => {
  if (from.dag !== to.dag) throw new Error(`An edge joins two DAGs, '${from.dag.dagId}' and '${to.dag.dagId}': use triggerDagRun, externalTask or an asset instead`)
  from.dag.edges.push({ from, to, label: text })
}

/** Records that `node` runs before each of `items`; a label names the edge to the item right after it. */
export const connectBefore = (node: NodeRecord, items: readonly (NodeRecord | Label)[]): void => {
  let text: string | null = null
  for (const item of items) {
    if (item.brand === 'dagbook/label') text = item.text
    else {
      connect(node, item, text)
      text = null
    }
  }
}

/** Records that `node` runs after each of `items`; a label names the edge from the item right after it. */
export const connectAfter = (node: NodeRecord, items: readonly (NodeRecord | Label)[]): void => {
  let text: string | null = null
  for (const item of items) {
    if (item.brand === 'dagbook/label') text = item.text
    else {
      connect(item, node, text)
      text = null
    }
  }
}

const connectSteps = (from: NodeRecord | readonly NodeRecord[], to: NodeRecord | readonly NodeRecord[], text: string | null): void => {
  if (Array.isArray(from) && Array.isArray(to)) {
    if (from.length !== to.length) throw new Error(`chain() joins two lists one to one, but one has ${from.length} tasks and the next ${to.length}: use crossDownstream() to join all with all`)
    for (let i = 0; i < from.length; i++) connect(from[i], to[i], text)
  } else if (Array.isArray(from)) {
    for (const one of from) connect(one, to as NodeRecord, text)
  } else if (Array.isArray(to)) {
    for (const one of to) connect(from as NodeRecord, one, text)
  } else connect(from as NodeRecord, to as NodeRecord, text)
}

/** A step of a chain: a task or group, a list of them, or the label of the edges to the next step. */
export type ChainStep = NodeRecord | readonly NodeRecord[] | Label

/**
 * Each step runs before the next. Two lists in a row are joined one to one, as Airflow's `chain` does.
 * @example chain(extract, [cleanNorth, cleanSouth], load)
 */
export const chain = (...steps: readonly ChainStep[]): void => {
  let last: NodeRecord | readonly NodeRecord[] | null = null
  let lastIsList = false
  let text: string | null = null
  for (const step of steps) {
    const isList = Array.isArray(step)
    if (!isList && (step as NodeRecord | Label).brand === 'dagbook/label') text = (step as Label).text
    else {
      if (last !== null) {
        if (isList || lastIsList) connectSteps(last, step as NodeRecord | readonly NodeRecord[], text)
        else connect(last as NodeRecord, step as NodeRecord, text)
      }
      last = step as NodeRecord | readonly NodeRecord[]
      lastIsList = isList
      text = null
    }
  }
}

/** Each of `from` runs before each of `to`. */
export const crossDownstream = (from: readonly NodeRecord[], to: readonly NodeRecord[]): void => {
  for (const one of from) for (const other of to) connect(one, other)
}
