// Run parameters: a default, and a JSON Schema of what a run may be given instead.
import type { Json } from './records.ts'

/** A JSON Schema of one parameter: the keywords that a trigger form understands, and any other as plain data. */
export interface ParamSchema<T> {
  /** JSON type or types, such as `'integer'` or `['string', 'null']`. */
  readonly type?: JsonType | readonly JsonType[]
  /** The values that are allowed. The default has to be one of them. */
  readonly enum?: readonly T[]
  /** A line above the field. */
  readonly title?: string
  /** A sentence or two of Markdown below the field. */
  readonly description?: string
  /** `date`, `date-time`, `uri`, `multiline` … */
  readonly format?: string
  /** The smallest number that is allowed. */
  readonly minimum?: number
  /** The largest number that is allowed. */
  readonly maximum?: number
  /** The smallest number of characters. */
  readonly minLength?: number
  /** The largest number of characters. */
  readonly maxLength?: number
  /** A regular expression that text has to match. */
  readonly pattern?: string
  /** Schema of the items of a list. */
  readonly items?: Json
  /** Schemas of the keys of an object. */
  readonly properties?: Json
  /** Values to suggest; others are allowed too. */
  readonly examples?: readonly Json[]
  /** Heading under which a form shows the field. */
  readonly section?: string
}
/** The types of JSON Schema. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null'

/** A parameter: made by `param`. */
export class Param<T extends Json = Json> {
  readonly brand = 'dagbook/param'
  /** What a run gets when it is given nothing else. */
  readonly default: T
  /** JSON Schema of what a run may be given. */
  readonly schema: ParamSchema<Json>
  constructor(value: T, schema: ParamSchema<Json>) {
    this.default = value
    this.schema = schema
  }
}

/**
 * A run parameter with its default and a JSON Schema.
 * @example params: { region: param('US', { enum: ['US', 'EU'] }) }
 */
export const param = <const E extends Json>(value: NoInfer<E>, schema: ParamSchema<E> = {}): Param<E> => new Param<E>(value, schema as ParamSchema<Json>)

/** The parameters of a DAG by name: a plain default, or `param(default, schema)`. */
export type Params = { readonly [name: string]: Json | Param }
