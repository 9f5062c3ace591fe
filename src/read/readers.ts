// The list of readers. A new kind of source is one folder beside this file and one line here.
import type { Reader } from './reader.ts'
import { typescriptReader } from './typescript/typescript.ts'

/** All readers, in the order in which they are asked. */
export const readers: readonly Reader[] = [typescriptReader]
