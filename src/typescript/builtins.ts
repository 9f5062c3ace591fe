// All built-ins of the realm: the tables of natives and constants, put together.
import type { ConstantTable, NativeTable } from '#value'
import { arrayNatives } from './builtin-array.ts'
import { cloneNatives } from './builtin-clone.ts'
import { collectionNatives } from './builtin-collection.ts'
import { dateNatives } from './builtin-date.ts'
import { errorConstants, errorNatives } from './builtin-error.ts'
import { functionNatives } from './builtin-function.ts'
import { globalNatives } from './builtin-global.ts'
import { jsonNatives } from './builtin-json.ts'
import { listNatives } from './builtin-list.ts'
import { numberConstants, numberNatives } from './builtin-number.ts'
import { objectNatives } from './builtin-object.ts'
import { patternNatives } from './builtin-pattern.ts'
import { promiseNatives } from './builtin-promise.ts'
import { regexpNatives } from './builtin-regexp.ts'
import { sortNatives } from './builtin-sort.ts'
import { textNatives } from './builtin-text.ts'
import { urlNatives } from './builtin-url.ts'
import { yamlNatives } from './builtin-yaml.ts'
import { withHarmless } from './harmless.ts'
import { fileConstants, fileNatives } from './files.ts'
import { generatorNatives } from './generator-methods.ts'

const tables: NativeTable = {
  ...textNatives, ...patternNatives, ...regexpNatives, ...numberNatives, ...globalNatives, ...objectNatives, ...functionNatives, ...errorNatives,
  ...arrayNatives, ...listNatives, ...sortNatives, ...collectionNatives, ...jsonNatives, ...dateNatives, ...promiseNatives, ...cloneNatives, ...urlNatives,
  ...fileNatives, ...yamlNatives, ...generatorNatives,
}

/** The native functions of the realm, by where they live (see `Native` in #value). What takes callbacks is in the prelude. */
export const natives: NativeTable = withHarmless(tables)

/** What `Symbol.toStringTag` says of built-in objects. */
const tags: Readonly<Record<string, string>> = {
  'Map.prototype': 'Map', 'Set.prototype': 'Set', 'WeakMap.prototype': 'WeakMap', 'WeakSet.prototype': 'WeakSet', 'Promise.prototype': 'Promise',
  'Symbol.prototype': 'Symbol', 'BigInt.prototype': 'BigInt', Math: 'Math', JSON: 'JSON', Reflect: 'Reflect', console: 'console',
}

/** The constants of the realm, by where they live. */
export const constants: ConstantTable = {
  ...numberConstants, ...errorConstants, ...fileConstants,
  ...Object.fromEntries(Object.entries(tags).map(([name, tag]) => [`${name}.@@toStringTag`, tag])),
}
