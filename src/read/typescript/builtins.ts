// All tables of natives as one.
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
import { textNatives } from './builtin-text.ts'
import { urlNatives } from './builtin-url.ts'
import { fileConstants, fileNatives } from './files.ts'
import { generatorNatives } from './generator-methods.ts'
import { generatorNatives } from './generator-methods.ts'
import { fileConstants, fileNatives } from './files.ts'

/** The native functions of the realm, by where they live. */
export const natives: NativeTable = {
  ...objectNatives, ...functionNatives, ...arrayNatives, ...listNatives, ...cloneNatives, ...collectionNatives, ...dateNatives, ...errorNatives, ...globalNatives,
  ...jsonNatives, ...numberNatives, ...patternNatives, ...promiseNatives, ...regexpNatives, ...textNatives, ...generatorNatives, ...fileNatives,
}

/** The constants of the realm, by where they live. */
export const constants: ConstantTable = { ...errorConstants, ...numberConstants, ...fileConstants }
