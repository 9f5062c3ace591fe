// DAGs of one id that exist under different conditions are one DAG: its options and parts depend on those conditions.
import { known, type Abstract, type Obj } from '#value'
import { alike, firstOf, valueOf, type First } from './lift-first.ts'
import type { LiftScope } from './lift-scope.ts'
import { joinWays, type Way } from './lift-ways.ts'

/** A DAG's record, and the ways in which there is such a DAG. */
export interface DagEntry { readonly record: Obj; readonly ways: readonly Way[] }

/** The entries, those of one id joined. Of two that are there at once both stay: that is reported when the model is joined. */
export const mergeDags = (scope: LiftScope, entries: readonly DagEntry[]): DagEntry[] => {
  const { dagIds } = scope.lift
  return alike(entries, ({ record }) => dagIds.get(record)!).flatMap((same) => {
    if (same.length === 1) return same
    const { first, hidden } = firstOf(scope.path, same.flatMap((entry) => entry.ways.map((when) => ({ value: entry, when }))))
    const joined = same.filter((entry) => !hidden.includes(entry))
    if (joined.length === 1) return same
    const record = joinRecords(joined[0]!.record, first)
    dagIds.set(record, dagIds.get(joined[0]!.record)!)
    return [{ record, ways: joinWays(joined.flatMap((entry) => entry.ways)) }, ...hidden]
  })
}

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
