// DAGs of one id that exist under different conditions are one DAG: its options and parts depend on those conditions.
import type { Assumption } from '#model'
import { known, type Abstract, type Obj } from '#value'
import { checkId } from './check-id.ts'
import { propOf } from './lift-fact.ts'
import { alike, firstOf, valueOf, type First } from './lift-first.ts'
import { idsOf, idValue, type LiftedId } from './lift-id.ts'
import { under, type LiftScope } from './lift-scope.ts'
import { combined, joinWays, sharedBy, type Way } from './lift-ways.ts'

/** A DAG's record, and the ways in which there is such a DAG. */
export interface DagEntry { readonly record: Obj; readonly ways: readonly Way[] }

/** A DAG under one of the ids that it may have. */
export interface NamedDag extends DagEntry {
  readonly id: LiftedId
  readonly assumed: readonly Assumption[]
  /** The records that it was joined from. */
  readonly records: readonly Obj[]
}

/** The DAGs that a record gives: one for each id that it may have. */
export const namedDags = (outer: LiftScope, { record, ways }: DagEntry): NamedDag[] => {
  const scope = under(outer, sharedBy(ways))
  const cases = idsOf(scope, propOf(scope, record, 'dagId'))
  scope.lift.dagIds.set(record, idValue(cases))
  for (const one of cases) checkId(under(scope, one.when), record, 'a DAG', one)
  return alike(cases, ({ text }) => text).map((same) => ({
    record, records: [record], id: { text: same[0]!.text, whole: same.every(({ whole }) => whole) }, assumed: same.flatMap(({ assumed }) => assumed),
    ways: cases.length === 1 ? ways : joinWays(ways.flatMap((way) => same.map(({ when }) => combined(way, when)).filter((both) => both !== undefined))),
  }))
}

/** The entries, those of one id joined. Of two that are there at once both stay: that is reported when the model is joined. */
export const mergeDags = (scope: LiftScope, entries: readonly NamedDag[]): NamedDag[] =>
  alike(entries, ({ id }) => id.text).flatMap((same) => {
    if (same.length === 1) return same
    const { first, hidden } = firstOf(scope.path, same.flatMap((entry) => entry.ways.map((when) => ({ value: entry, when }))))
    const joined = same.filter((entry) => !hidden.includes(entry))
    if (joined.length === 1) return same
    const [one] = joined
    return [{
      record: joinRecords(one!.record, first), records: joined.map(({ record }) => record), id: { text: one!.id.text, whole: joined.every(({ id }) => id.whole) },
      assumed: joined.flatMap(({ assumed }) => assumed), ways: joinWays(joined.flatMap((entry) => entry.ways)),
    }, ...hidden]
  })

/** What depends on which of the DAGs it is; all else is the first's. */
const parts = ['spec', 'tasks', 'groups', 'edges', 'decisions']

const joinRecords = (one: Obj, first: First<DagEntry>): Obj => {
  const props = new Map(one.props)
  for (const key of parts) props.set(key, valueOf(first, ({ record }) => part(record, key)))
  return { ...one, props }
}

const part = (record: Obj, key: string): Abstract => {
  const own = record.props.get(key)
  return own === undefined || own.kind === 'slot' ? known(undefined) : own
}
