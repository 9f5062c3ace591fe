// Which built-ins never throw: whatever they are given, or at least for texts, numbers and booleans. Of others it is not known on unknown arguments.
import type { Native, NativeTable } from '#value'

const under = (owner: string, names: string): string[] => names.split(' ').map((name) => `${owner}.${name}`)

/** They throw for no arguments at all. */
const always = new Set([
  'Boolean', 'Object', 'Array.isArray', 'Array.of', 'Object.is', 'Date.now', 'Math.random', 'URL.canParse', 'process.cwd',
  ...under('Object', 'freeze seal preventExtensions isFrozen isSealed isExtensible'), ...under('Object.prototype', 'toString valueOf'),
  ...under('Number', 'isInteger isNaN isFinite isSafeInteger'),
  ...under('Array.prototype', 'push unshift pop shift includes indexOf lastIndexOf slice concat at reverse entries keys values @@iterator join toString toReversed'),
  ...under('Map.prototype', 'get has set delete clear keys values entries @@iterator'), ...under('Set.prototype', 'has add delete clear keys values entries @@iterator'),
  ...under('WeakMap.prototype', 'get has delete'), ...under('WeakSet.prototype', 'has delete'), ...under('Iterator.prototype', 'next @@iterator'),
  ...under('Promise', 'resolve reject all allSettled any race'), ...under('Promise.prototype', 'then catch finally'),
  ...under('console', 'log info warn error debug trace'), ...['node:fs', 'fs'].map((module) => `${module}#existsSync`),
])

const dateParts = 'Date Day FullYear Hours Milliseconds Minutes Month Seconds'

/** They throw for no texts, numbers and booleans. */
const onPrimitives = new Set([
  'String', 'Number', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'Date', 'Date.parse', 'Date.UTC', 'JSON.stringify', 'Object.hasOwn', 'Object.prototype.hasOwnProperty', 'Symbol.for',
  'encodeURIComponent', 'encodeURI', 'escape', 'unescape', ...under('Number', 'parseInt parseFloat'),
  ...under('Math', 'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log log10 log1p log2 max min pow round sign sin sinh sqrt tan tanh trunc'),
  ...under('String.prototype', 'at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf replace slice split startsWith substr substring toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase toString trim trimEnd trimStart valueOf'),
  'String.fromCharCode', ...under('Array.prototype', 'splice copyWithin fill sort'), ...under('RegExp.prototype', 'test exec'),
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'],
  ...dateParts.split(' ').flatMap((part) => ['get', 'getUTC', 'set', 'setUTC'].map((verb) => `Date.prototype.${verb}${part}`)),
  ...under('Date.prototype', 'getTime setTime valueOf toString toDateString toTimeString toJSON toUTCString getTimezoneOffset'),
])

/** The table with what is known of each native's exceptions. A native under two names stays one. */
export const withHarmless = (table: NativeTable): NativeTable => {
  const marked = new Map<Native, Native>()
  return Object.fromEntries(Object.entries(table).map(([path, one]) => {
    const harmless = always.has(path) || path.startsWith('get Map.') || path.startsWith('get Set.') ? 'always' : onPrimitives.has(path) ? 'on-primitives' : undefined
    if (harmless !== undefined && !marked.has(one)) marked.set(one, { ...one, harmless })
    return [path, marked.get(one) ?? one]
  }))
}
