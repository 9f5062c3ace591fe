// Tables, assets and statements: who reads and writes what, and what is declared of it.
import { assetKey, tableIdOf, type Asset, type Fact, type Table, type Task } from '#model'
import { classBrand, getProp, keysOf, type Abstract, type Obj, atOf } from '#value'
import { asText, factOf, factsOf, propOf, textOf } from './lift-fact.ts'
import { elementsOf, settle, under, valueIn, type LiftScope } from './lift-scope.ts'
import { uniqueNames } from './lift-unique.ts'

type Sql = NonNullable<Task['sql']>[number]
type Write = NonNullable<Task['writes']>[number]

const isTable = (value: Abstract): boolean => classBrand(value) === 'dagbook/table'

/** The name of a table or asset, or text as it is; remembers that there is such a table or asset. */
export const nameFact = (scope: LiftScope, value: Abstract): Fact<string> =>
  factOf(scope, value, (at, known) => asName(at, known) as string | undefined, '')!

const asName = (scope: LiftScope, value: Abstract): Fact<string> | undefined => {
  const brand = classBrand(value)
  if (value.kind !== 'object' || (brand !== 'dagbook/table' && brand !== 'dagbook/asset')) return asText(scope, value)
  const met = brand === 'dagbook/table' ? scope.lift.tables : scope.lift.assets
  met.set(value, undefined)
  return factOf(scope, propOf(scope, value, 'name'), asText, '')
}
const namesOf = (scope: LiftScope, list: Abstract): Fact<string>[] => factsOf(scope, list, (at, known) => asName(at, known) as string | undefined)

/** What a task says of the data it uses. */
export type TableUse = Pick<Task, 'sql' | 'reads' | 'writes' | 'inlets' | 'outlets'>

/** What a task reads and writes: by its statements' table references, its inlets and outlets, and what it says outright. */
export const tableUse = (scope: LiftScope, given: (key: string) => Abstract, sqlField: string, dialect: string | undefined): TableUse => {
  const statements = statementsOf(scope, given(sqlField), dialect ?? textOfValue(scope, given('dialect')))
  const written = writesOf(scope, given('writes'))
  const outletTables = tablesIn(scope, given('outlets')).map((table): Write => ({ table, mode: 'unknown' }))
  const writes = uniqueBy([...written, ...statements.writes, ...outletTables], (write) => JSON.stringify(write.table))
  const named = [...namesOf(scope, given('reads')), ...tablesIn(scope, given('inlets'))]
  const reads = uniqueNames([...named, ...statements.reads])
  const inlets = namesOf(scope, given('inlets'))
  const outlets = namesOf(scope, given('outlets'))
  return {
    ...(statements.sql.length > 0 && { sql: statements.sql }),
    ...(reads.length > 0 && { reads }),
    ...(writes.length > 0 && { writes }),
    ...(inlets.length > 0 && { inlets }),
    ...(outlets.length > 0 && { outlets }),
  }
}

const textOfValue = (scope: LiftScope, value: Abstract): string | undefined => asText(scope, settle(scope, value))

const uniqueBy = <T>(items: readonly T[], key: (item: T) => string): T[] => {
  const seen = new Set<string>()
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)) !== undefined)
}

/** The names of those elements that are tables. */
const tablesIn = (scope: LiftScope, list: Abstract): Fact<string>[] =>
  elementsOf(scope, list).leaves.flatMap(({ value, when }) => isTable(value) ? [nameFact(under(scope, when), value)] : [])

const writesOf = (scope: LiftScope, list: Abstract): Write[] =>
  elementsOf(scope, list).leaves.map(({ value, when }): Write => {
    const at = under(scope, when)
    if (isTable(value) || value.kind !== 'object') return { table: nameFact(at, value), mode: 'unknown' }
    const partition = valueIn(at, propOf(at, value, 'partition'))
    const given = typeof partition !== 'object' || partition === null || !('$undefined' in partition)
    return { table: nameFact(at, propOf(at, value, 'table')), mode: modeOf(textOf(at, value, 'mode')), ...(given && { partition }) }
  })

const modes = ['append', 'overwrite', 'merge', 'create', 'drop', 'unknown'] as const
const modeOf = (text: string | undefined): Write['mode'] => modes.find((mode) => mode === text) ?? 'unknown'

const statementsOf = (scope: LiftScope, value: Abstract, dialect: string | undefined): { sql: Sql[]; reads: Fact<string>[]; writes: Write[] } => {
  const sql: Sql[] = []
  const reads: Fact<string>[] = []
  const writes: Write[] = []
  for (const { value: statement, when } of elementsOf(scope, value).leaves) {
    const at = under(scope, when)
    const record = classBrand(statement) === 'dagbook/sql'
    const text = factOf(at, record ? propOf(at, statement, 'text') : statement, asText)
    if (text === undefined) continue
    sql.push({ text, ...(dialect !== undefined && { dialect }), ...atOf(statement) })
    if (!record) continue
    reads.push(...namesOf(at, propOf(at, statement, 'reads')))
    writes.push(...writesOf(at, propOf(at, statement, 'writes')))
  }
  return { sql, reads, writes }
}

const roles = ['source', 'temporary', 'output', 'history', 'wide', 'dropped-rows', 'view', 'file', 'table'] as const

/** What a table's record declares. */
export const declaredTable = (scope: LiftScope, record: Obj): Table[] => {
  const name = factOf(scope, propOf(scope, record, 'name'), asText)
  if (typeof name !== 'string') return []
  const spec = propOf(scope, record, 'spec')
  const role = textOf(scope, spec, 'role')
  const description = factOf(scope, propOf(scope, spec, 'description'), asText)
  const columns = propOf(scope, spec, 'columns')
  return [{
    id: tableIdOf(name), name, role: roles.find((each) => each === role) ?? 'table',
    columns: keysOf(columns).map((column) => columnOf(scope, column, settle(scope, getProp(columns, column)))),
    writers: [], readers: [],
    ...(description !== undefined && { description }),
    ...atOf(record),
  }]
}
const columnOf = (scope: LiftScope, name: string, value: Abstract): Table['columns'][number] => {
  if (value.kind !== 'object') return { name, ...optional('type', factOf(scope, value, asText)) }
  return { name, ...optional('type', factOf(scope, propOf(scope, value, 'type'), asText)), ...optional('description', factOf(scope, propOf(scope, value, 'description'), asText)) }
}

/** What an asset's record declares. */
export const declaredAsset = (scope: LiftScope, record: Obj): Asset[] => {
  const name = factOf(scope, propOf(scope, record, 'name'), asText)
  if (typeof name !== 'string') return []
  return [{ id: assetKey(name), name, ...optional('uri', factOf(scope, propOf(scope, record, 'uri'), asText)), producers: [], consumers: [], ...atOf(record) }]
}

/** A field that is only there where it holds something. */
export const optional = <K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } =>
  value === undefined ? {} : { [key]: value } as { [key in K]?: T }
