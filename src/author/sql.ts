// SQL text that remembers the tables it was written with.
import { Table, type TableWrite, type WriteMode } from './table.ts'

/** What may stand in `${…}` of a statement: a table, another statement, or plain text and numbers. */
export type SqlPart = Table<never> | Table | Sql | string | number

/** A statement: made by `` sql`…` ``. */
export class Sql {
  readonly brand = 'dagbook/sql'
  /** The statement as the warehouse gets it, run-time templates such as `{{ ds }}` included. */
  readonly text: string
  /** The tables that it was written with, in order. */
  readonly tables: readonly Table[]
  /** Those of them that it reads. */
  readonly reads: readonly Table[]
  /** Those of them that it writes, by the words right before them. */
  readonly writes: readonly TableWrite[]
  constructor(text: string, tables: readonly Table[], reads: readonly Table[], writes: readonly TableWrite[]) {
    this.text = text
    this.tables = tables
    this.reads = reads
    this.writes = writes
  }
  toString(): string {
    return this.text
  }
}

/** The words right before a table that make it the target of a statement. */
const target = /\b(insert\s+into|insert\s+overwrite|merge\s+into|create\s+(?:or\s+replace\s+)?table(?:\s+if\s+not\s+exists)?|update|delete\s+from|truncate|drop\s+table(?:\s+if\s+exists)?)(?:\s+table)?\s+$/i

const modeOf = (words: string): WriteMode => {
  const verb = words.toLowerCase()
  if (verb.startsWith('insert')) return verb.endsWith('overwrite') ? 'overwrite' : 'append'
  if (verb.startsWith('merge')) return 'merge'
  if (verb.startsWith('drop')) return 'drop'
  return verb.startsWith('create') ? 'create' : 'unknown'
}

/**
 * SQL that keeps its table references beside the text.
 * @example sql`select count(*) from ${orders} where day = '{{ ds }}'`
 */
export const sql = (texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql => {
  const tables: Table[] = []
  const reads: Table[] = []
  const writes: TableWrite[] = []
  let text = texts[0] ?? ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    if (part instanceof Table) {
      tables.push(part)
      const words = target.exec(texts[i] ?? '')?.[1]
      if (words === undefined) reads.push(part)
      else writes.push({ table: part, mode: modeOf(words) })
    } else if (part instanceof Sql) {
      tables.push(...part.tables)
      reads.push(...part.reads)
      writes.push(...part.writes)
    }
    text += String(part) + (texts[i + 1] ?? '')
  }
  return new Sql(text, tables, reads, writes)
}
