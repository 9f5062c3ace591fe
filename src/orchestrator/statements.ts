// The SQL that the framework itself writes.
import type { EventCreator } from './creators.ts'
import type { Settings } from './settings.ts'

const hasLimit = /\blimit\s+(\d+|all)(\s+offset\s+\d+)?\s*$/i

/**
 * The statement with the local row limit. One that ends in a limit of its own keeps it; a column such as `credit_limit`, or a
 * limit in a subquery, is none.
 */
export const limited = (sql: string, limit: number | null): string => {
  if (limit === null || limit < 0) return sql
  const text = sql.trimEnd().replace(/;$/, '').trimEnd()
  return hasLimit.test(text) ? sql : `${text}\nlimit ${limit}`
}

/** A local limit: null in production, and where the local config gives none. */
export const localLimit = (settings: Settings, name: 'sqlRowLimit' | 'eventsLimit'): number | null => settings.local?.[name] ?? null

/** Replaces a table in one moment: fills a table beside it, then swaps the names. */
export const replaceTable = (table: string, select: string): string[] => [
  `drop table if exists ${table}_tmp`,
  `create table ${table}_tmp as ${select}`,
  `drop table if exists ${table}`,
  `alter table ${table}_tmp rename to ${table}`,
]

/** Drops tables that a run has made. */
export const dropTables = (tables: readonly string[]): string => {
  const statements: string[] = []
  for (const table of tables) statements.push(`drop table if exists ${table};`)
  return statements.join('\n')
}

/** Makes the table that dropped rows are collected in. */
export const createDroppedRows = (table: string): string => `create table if not exists ${table} (msid varchar, drop_step varchar, priority double)`

/** Where rows were lost: the name of the step, and which step counts if there are several. */
export interface DropStep {
  /** The name of the step. */
  readonly name: string
  /** The larger number counts. */
  readonly priority: number
}

/** Collects the rows of the input that the output does not have. A missing msid in the output hides no row. */
export const insertDroppedRows = (droppedRows: string, input: string, output: string, step: DropStep): string =>
  `insert into ${droppedRows}
select i.msid, '${step.name.replaceAll("'", "''")}' as drop_step, ${step.priority} as priority
from ${input} i
where not exists (select 1 from ${output} o where o.msid = i.msid)`

/** The table that tells the event writer what to fetch. */
export const eventsLog = 'sandbox.synthetic_events_logger.tables_to_write'

/** Puts the events into their table and tells the event writer. Locally both tables have the prefix, so that no event leaves. */
export const writeEvents = (settings: Settings, creator: EventCreator, queryType: string | undefined, source: string): string[] => {
  const table = settings.prefixed(creator.eventsTable)
  const log = settings.prefixed(eventsLog)
  let select = creator.select(queryType, source)
  if (creator.notSince !== null) {
    select = `select e.* from (\n${select}\n) e\nwhere not exists (select 1 from events.dbo.${creator.domain}_70 d where d.msid = e.msid and d.evid = ${creator.evid} and d.date >= date '${creator.notSince}')`
  }
  const limit = localLimit(settings, 'eventsLimit')
  if (limit !== null && limit >= 0) select = `select * from (\n${select}\n) limited\nlimit ${limit}`
  const statements = [`drop table if exists ${table}`, `create table ${table} as\n${select}`]
  if (log !== eventsLog) statements.push(`create table if not exists ${log} (added timestamp, table_name varchar, endpoint varchar, source integer, evid integer, drop_table boolean, priority integer)`)
  statements.push(`insert into ${log} values (now(), '${table}', 'profile-events', 70, ${creator.evid}, true, 1)`)
  return statements
}
