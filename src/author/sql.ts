// SQL text that remembers the tables it was written with.
import { Table } from './table.ts'

/** What may stand in `${…}` of a statement: a table, another statement, or plain text and numbers. */
export type SqlPart = Table<never> | Table | Sql | string | number

/** A statement: made by `` sql`…` ``. */
export class Sql {
  readonly brand = 'dagbook/sql'
  /** The statement as the warehouse gets it, run-time templates such as `{{ ds }}` included. */
  readonly text: string
  /** The tables that it was written with, in order. */
  readonly tables: readonly Table[]
  constructor(text: string, tables: readonly Table[]) {
    this.text = text
    this.tables = tables
  }
  toString(): string {
    return this.text
  }
}

/**
 * SQL that keeps its table references beside the text.
 * @example sql`select count(*) from ${orders} where day = '{{ ds }}'`
 */
export const sql = (texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql => {
  const tables: Table[] = []
  let text = texts[0] ?? ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    if (part instanceof Table) tables.push(part)
    else if (part instanceof Sql) tables.push(...part.tables)
    text += String(part) + (texts[i + 1] ?? '')
  }
  return new Sql(text, tables)
}
