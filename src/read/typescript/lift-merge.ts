// Two DAGs of one id under opposite answers to one condition are one DAG: its options and parts depend on that condition.
import { choice, guarded, itemsOf, known, type Abstract, type Condition, type Decision, type Obj } from '#value'

/** A DAG's record, and the conditions under which there is such a DAG. */
export interface DagEntry { readonly record: Obj; readonly when: readonly Decision[] }

/** The decision in which two lists of conditions differ, if they differ in nothing else and that one is answered both ways. */
export const opposite = (a: readonly Decision[], b: readonly Decision[]): Decision | undefined => {
  if (a.length !== b.length) return undefined
  const differing = a.filter((x) => !b.some((y) => y.when === x.when && y.is === x.is))
  const only = differing[0]
  return differing.length === 1 && only !== undefined && !only.when.repeats && b.some((y) => y.when === only.when && y.is !== only.is) ? only : undefined
}

/** The entries, those that are one DAG joined; `idOf` gives the id of a record, and is told of the record of a joined DAG. */
export const mergeDags = (entries: readonly DagEntry[], idOf: (record: Obj) => string | undefined, joined: (record: Obj, of: Obj) => void): DagEntry[] => {
  const kept: DagEntry[] = []
  for (const entry of entries) {
    const at = entry.when.length === 0 ? -1 : kept.findIndex((other) => idOf(other.record) === idOf(entry.record) && opposite(other.when, entry.when) !== undefined)
    if (at < 0) { kept.push(entry); continue }
    const other = kept[at]!
    const decision = opposite(other.when, entry.when)!
    const [yes, no] = decision.is ? [other.record, entry.record] : [entry.record, other.record]
    const record = joinRecords(decision.when, yes, no)
    joined(record, other.record)
    kept[at] = { record, when: other.when.filter((one) => one !== decision) }
  }
  return kept
}

const lists = ['tasks', 'groups', 'edges', 'decisions']

const joinRecords = (when: Condition, yes: Obj, no: Obj): Obj => {
  const props = new Map(yes.props)
  const part = (record: Obj, key: string): Abstract => {
    const own = record.props.get(key)
    return own === undefined || own.kind === 'slot' ? known(undefined) : own
  }
  props.set('spec', choice(when, part(yes, 'spec'), part(no, 'spec')))
  for (const key of lists) {
    const [mine, other] = [part(yes, key), part(no, key)]
    if (mine.kind !== 'object') continue
    props.set(key, { ...mine, items: [
      ...(itemsOf(mine) ?? []).map((item) => guarded(when, true, item)),
      ...(itemsOf(other) ?? []).map((item) => guarded(when, false, item)),
    ] })
  }
  return { ...yes, props }
}
