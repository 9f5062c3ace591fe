// Where in the sources a fact was read. Every fact and every problem carries one.
import { Type, type Static } from 'typebox'

/** A range in one source file: path relative to the project root with `/`, lines and columns from 1, the end exclusive. */
export const Place = Type.Object({
  file: Type.String(),
  line: Type.Integer({ minimum: 1 }),
  column: Type.Integer({ minimum: 1 }),
  endLine: Type.Integer({ minimum: 1 }),
  endColumn: Type.Integer({ minimum: 1 }),
})
/** A range in one source file. */
export type Place = Static<typeof Place>
