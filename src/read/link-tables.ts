// All tables: those that the sources declare and those that tasks name as read or written.
import { compareText, sortedBy, tableIdOf, type Dag, type Table } from '#model'

/** Every table once, sorted, with the tasks that write and read it. */
export const tablesOf = (declared: readonly Table[], dags: readonly Dag[]): Table[] => {
  const byId = new Map<string, { table: Table; writers: Set<string>; readers: Set<string> }>()
  const entry = (table: Table) => {
    const before = byId.get(table.id)
    if (before === undefined) byId.set(table.id, { table, writers: new Set(table.writers), readers: new Set(table.readers) })
    else before.table = richer(before.table, table)
    return byId.get(table.id)!
  }
  const named = (name: unknown) => typeof name === 'string' && name !== ''
    ? entry({ id: tableIdOf(name), name, role: 'table', columns: [], writers: [], readers: [] }) : undefined
  for (const table of sortedBy(declared, (t) => `${t.id}\u0000${t.at?.file ?? ''}\u0000${t.at?.line ?? 0}`)) entry(table)
  for (const dag of dags) {
    for (const task of dag.tasks) {
      for (const write of task.writes ?? []) named(write.table)?.writers.add(task.id)
      for (const read of task.reads ?? []) named(read)?.readers.add(task.id)
    }
  }
  return sortedBy(byId.values(), (e) => e.table.id).map(({ table, writers, readers }) => ({
    ...table,
    role: table.role === 'table' && writers.size === 0 && readers.size > 0 ? 'source' : table.role,
    writers: [...writers].sort(compareText),
    readers: [...readers].sort(compareText),
  }))
}

/** What is kept goes before what comes and goes; the weakest says nothing. */
const strongestRole: readonly Table['role'][] = ['wide', 'history', 'dropped-rows', 'output', 'temporary', 'view', 'file', 'source', 'table']

/** The first declaration wins, field by field; a plain reference adds nothing to a declaration. Of two roles the stronger wins. */
const richer = (a: Table, b: Table): Table => ({
  ...b, ...a,
  role: strongestRole.find((role) => role === a.role || role === b.role) ?? a.role,
  columns: a.columns.length > 0 ? a.columns : b.columns,
})
