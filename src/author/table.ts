// Tables as references: their names are written once, and what reads and writes them is stated beside the work.
import type { Json } from './records.ts'

/** What a table is for. */
export type TableRole = 'source' | 'temporary' | 'output' | 'history' | 'wide' | 'dropped-rows' | 'view' | 'file' | 'table'

/** What is known of a column. */
export interface ColumnSpec {
  /** Its type, as the warehouse spells it. */
  readonly type: string
  /** What it holds. */
  readonly description?: string
}
/** What is known of a table. */
export interface TableSpec<C extends string = string> {
  /** Columns and their types; a column may also carry a description. */
  readonly columns?: { readonly [name in C]: string | ColumnSpec }
  /** What it is for; `table` where nothing else fits. */
  readonly role?: TableRole
  /** What it holds. */
  readonly description?: string
}

/** A table: made by `table`. Inside text it stands for its name. */
export class Table<C extends string = string> {
  readonly brand = 'dagbook/table'
  /** With catalog and schema, as SQL would spell it. */
  readonly name: string
  /** What is known of it. */
  readonly spec: TableSpec<C>
  constructor(name: string, spec: TableSpec<C>) {
    this.name = name
    this.spec = spec
  }
  /** The name of one of its declared columns, checked by the compiler. */
  column(name: C): string {
    return name
  }
  toString(): string {
    return this.name
  }
}

/**
 * A reference to a table.
 * @example const orders = table('prod.sales.orders', { columns: { id: 'bigint', amount: 'decimal(12,2)' } })
 */
export const table = <const C extends string = never>(name: string, spec: TableSpec<C> = {}): Table<C> => new Table<C>(name, spec)

/** How a write changes the table. */
export type WriteMode = 'append' | 'overwrite' | 'merge' | 'create' | 'drop' | 'unknown'

/** A table that a task writes, with how. */
export interface TableWrite {
  /** The table. */
  readonly table: Table<never> | Table
  /** How it changes; `unknown` where it is left out. */
  readonly mode?: WriteMode
  /** The partition that is written, such as `{ day: '{{ ds }}' }`. */
  readonly partition?: Json
}
