// Random expressions that call built-ins with arguments of all kinds, as texts that the host and the evaluator both read.
import fc from 'fast-check'

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts)

const text = pick("''", "'a'", "'prod.a.prod.b'", "'Hello World'", "' x\\t'", "'aXbXc'", "'😀é'", "'\\ud83d'", "'abcabc'", "'1,2,,3'", "'12px'", "'0x1f'", "'-1.5e3'", "'ÀÉ'", "'line\\nline'", "'$&-$1'", "'%41%zz'", "'a b&c=d'", "'{\"a\":[1,null]}'", "'2024-02-29'", "'2024-02-29T12:30:00Z'", "'2024-02-29T12:30:00+02:00'")
const number = pick('0', '-0', '1', '2', '3', '-1', '-2', '5', '10', '1.5', '-2.7', '255', '1e21', '1e-7', 'NaN', 'Infinity', '-Infinity', '2 ** 32', '0.1 + 0.2')
const other = pick('undefined', 'null', 'true', 'false', '10n', '{}', '{ a: 1 }', '[]', '[2]', "{ toString: () => 'obj' }", '{ valueOf: () => 7 }', "Symbol('s')", '() => 1')
const regex = pick('/a/', '/a/g', '/[aeiou]/gi', '/(\\w)(\\d)?/', '/(?<first>\\w)(?<rest>\\w*)/g', '/^prod\\.(\\w)/', '/\\s+/', '/,/', '/(,)/', '/x*/g', '/b/y', '/$/m', '/(?:)/', '/\\b/g', '/./su', '/(o)(?=r)/d')
const element = fc.oneof({ weight: 3, arbitrary: number }, { weight: 3, arbitrary: text }, { weight: 1, arbitrary: pick('undefined', 'null', 'true', '[1, [2]]', '{ a: 1 }', 'NaN') })
const list = fc.oneof(
  { weight: 6, arbitrary: fc.array(element, { maxLength: 5 }).map((items) => `[${items.join(', ')}]`) },
  { weight: 2, arbitrary: pick('[3, 1, 2]', "['b', 'a', 'c']", '[1, , 3]', '[[1, [2, [3]]], 4]', '[10, 9, 1]', 'Array(3)', '[undefined, 3, , 1]', "[{ k: 2, v: 'a' }, { k: 1, v: 'b' }, { k: 2, v: 'c' }]", "['x', 'x', 'y']") },
)
const callback = pick('(x) => x', '(x, i) => i', '(x) => [x, x]', '(x) => x > 1', "(x) => typeof x === 'string'", '(x, i, all) => all.length', '() => undefined', '(a, b) => a + b', '(a, b) => a > b', '(a, b) => (a < b ? -1 : 1)', '(a, b) => b - a', '(x) => String(x)', "(m, p1) => '<' + p1 + '>'", "function (x) { return [this === undefined, x] }", '() => { throw new RangeError("no") }', 'Boolean', 'Number', '(x) => ({ ...x })')
const map = pick('new Map()', "new Map([['a', 1], ['b', [2]]])", 'new Map([[NaN, 1], [-0, 2]])', "new Map([[1, 'x'], ['1', 'y'], [1, 'z']])")
const set = pick('new Set()', "new Set(['a', 'b'])", 'new Set([1, 2, 3, 2])', 'new Set([NaN, NaN, 0, -0])', "new Set('hello')")
const date = pick("new Date('2024-02-29T12:30:45.678Z')", 'new Date(0)', "new Date('2023-12-31')", 'new Date(NaN)', 'new Date(8.64e15)', "new Date('2024-01-31T23:59:59+05:30')", 'new Date(Date.UTC(2020, 1, 29))')
const object = pick('{}', '{ b: 1, a: 2, 1: 3 }', '{ a: { b: [1, undefined] } }', '{ get g() { return 1 }, h: 2 }', 'Object.create({ inherited: 1 })', 'Object.create(null)', "{ [Symbol.iterator]: 1, x: 'y' }", '[1, 2]', "'str'", '5', 'null', 'undefined', 'Object.freeze({ f: 1 })', "{ a: undefined, b: () => 1, c: Symbol('c'), d: new Date(0), e: NaN, f: [undefined, () => 1] }", 'new Error("m", { cause: 1 })', 'new (class K { x = 1; get y() { return 2 } })()', 'function named(a, b) {}', "new Map([['m', 1]])", 'Object(1)', "Object('ab')", 'true')

const any = fc.oneof({ weight: 2, arbitrary: text }, { weight: 3, arbitrary: number }, { weight: 1, arbitrary: other }, { weight: 1, arbitrary: list }, { weight: 1, arbitrary: object })

const args = (...kinds: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(kinds.length), fc.tuple(...kinds.map((kind) => fc.oneof({ weight: 7, arbitrary: kind }, { weight: 1, arbitrary: any }))))
    .map(([dropped, all]) => all.slice(0, dropped === 0 ? undefined : kinds.length - (dropped % 2)).join(', '))

/** A method called on a receiver; the receiver is shown, too, since methods may change it. */
const method = (receiver: fc.Arbitrary<string>, name: string, ...kinds: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(receiver, args(...kinds)).map(([self, given]) => `(() => { const self = ${self}; const result = self.${name}(${given}); return [show(result), show(self)] })()`)

const staticCall = (name: string, ...kinds: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => args(...kinds).map((given) => `show(${name}(${given}))`)

type Row = readonly [name: string, ...kinds: readonly fc.Arbitrary<string>[]]

const rows = (receiver: fc.Arbitrary<string>, table: readonly Row[]): [string, fc.Arbitrary<string>][] => table.map(([name, ...kinds]) => [name, method(receiver, name, ...kinds)])
const statics = (owner: string, table: readonly Row[]): [string, fc.Arbitrary<string>][] => table.map(([name, ...kinds]) => [`${owner}.${name}`, staticCall(`${owner}.${name}`, ...kinds)])

const pattern = fc.oneof(text, regex)
const replacement = fc.oneof(text, callback, pick("'[$&]'", "'$1$2'", "'$$'", "'$`|$\\''", "'$<first>'", "'$0$10'"))

const textRows: readonly Row[] = [
  ['at', number], ['charAt', number], ['charCodeAt', number], ['codePointAt', number], ['concat', text, text], ['endsWith', text, number], ['includes', text, number],
  ['indexOf', text, number], ['isWellFormed'], ['lastIndexOf', text, number], ['match', pattern], ['matchAll', fc.oneof(text, pick('/a/g', '/(?<c>.)/gd', '/\\w/g', '/a/'))],
  ['normalize', pick("'NFC'", "'NFD'", "'x'")], ['padEnd', number, text], ['padStart', number, text], ['repeat', number], ['replace', pattern, replacement],
  ['replaceAll', pattern, replacement], ['search', pattern], ['slice', number, number], ['split', pattern, number], ['startsWith', text, number], ['substr', number, number],
  ['substring', number, number], ['toLowerCase'], ['toString'], ['toUpperCase'], ['toWellFormed'], ['trim'], ['trimEnd'], ['trimStart'], ['valueOf'], ['anchor', text], ['bold'],
]

const listRows: readonly Row[] = [
  ['at', number], ['concat', list, any], ['copyWithin', number, number, number], ['entries'], ['every', callback], ['fill', any, number, number], ['filter', callback],
  ['find', callback], ['findIndex', callback], ['findLast', callback], ['findLastIndex', callback], ['flat', number], ['flatMap', callback], ['forEach', callback],
  ['includes', element, number], ['indexOf', element, number], ['join', text], ['keys'], ['lastIndexOf', element, number], ['map', callback, any], ['pop'], ['push', any, any],
  ['reduce', callback, any], ['reduceRight', callback, any], ['reverse'], ['shift'], ['slice', number, number], ['some', callback], ['sort', callback], ['splice', number, number, any],
  ['toReversed'], ['toSorted', callback], ['toSpliced', number, number, any], ['toString'], ['unshift', any, any], ['values'], ['with', number, any],
]

const collections = [
  ...rows(map, [['get', element], ['set', element, any], ['has', element], ['delete', element], ['clear'], ['keys'], ['values'], ['entries'], ['forEach', callback]]),
  ...rows(set, [['add', element], ['has', element], ['delete', element], ['clear'], ['keys'], ['values'], ['entries'], ['forEach', callback]]),
]

const utc = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']
const dates = rows(date, [
  ['getTime'], ['valueOf'], ['toISOString'], ['toJSON'], ['toUTCString'], ['getUTCDay'], ['setTime', number],
  ...utc.map((name): Row => [`getUTC${name}`]), ...utc.map((name): Row => [`setUTC${name}`, number, number]),
])

const numbers = rows(number.map((one) => `(${one})`), [['toFixed', number], ['toString', pick('2', '10', '16', '36', '1')], ['toPrecision', number], ['toExponential', number], ['valueOf']])

const key = fc.oneof(pick("'a'", "'b'", "'x'", "'length'", '0', '1', "'toString'", 'Symbol.iterator'), any)
const objects = [
  ...statics('Object', [
    ['keys', object], ['values', object], ['entries', object], ['assign', object, object, object], ['fromEntries', pick("[['a', 1], ['b', 2]]", "new Map([['k', 'v']])", '[1]', '[[]]', "['ab']", 'null')],
    ['freeze', object], ['isFrozen', object], ['isSealed', object], ['isExtensible', object], ['getOwnPropertyNames', object], ['getPrototypeOf', object], ['hasOwn', object, key],
    ['is', any, any], ['getOwnPropertyDescriptor', object, key], ['getOwnPropertyDescriptors', object], ['create', object], ['preventExtensions', object], ['seal', pick('{ a: 1 }', '{}', '5')],
    ['defineProperty', object, pick("'n'", "'a'", "'h'"), pick('{ value: 1 }', '{ value: 1, enumerable: true }', '{ get() { return 5 } }', '{ value: 1, get() {} }', '{}', '1', '{ get: 1 }')],
    ['groupBy', pick('[1, 2, 3, 4]', "['a', 'bb', 'c']", 'new Set([1, 2])'), pick("(x) => (x > 2 ? 'big' : 'small')", '(x, i) => i % 2', '(x) => typeof x')],
  ]),
  ...statics('Reflect', [['ownKeys', object], ['has', object, key], ['get', object, key], ['getPrototypeOf', object], ['isExtensible', object], ['apply', callback, any, list], ['deleteProperty', object, key]]),
  ...rows(object.map((one) => `(${one})`), [['hasOwnProperty', key], ['propertyIsEnumerable', key], ['toString'], ['valueOf']]),
  ...statics('JSON', [
    ['stringify', object, pick('null', "['a', 'b']", "(k, v) => (typeof v === 'number' ? v + 1 : v)", 'undefined'), pick('2', "'--'", 'undefined', '20')],
    ['stringify', any], ['parse', pick("'{\"a\":[1,{\"b\":null}],\"__proto__\":2}'", "'[1,2'", "'\"x\"'", "' 1e3 '", "''", "'{\"1\":1,\"0\":0}'"), pick('undefined', "(k, v) => (typeof v === 'number' ? v * 2 : v)", "(k, v) => (k === 'b' ? undefined : v)")],
  ]),
]

const globals = [
  ...['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'cbrt', 'log2', 'fround', 'clz32'].map((name): [string, fc.Arbitrary<string>] => [`Math.${name}`, staticCall(`Math.${name}`, number)]),
  ...statics('Math', [['max', number, number, number], ['min', number, number], ['pow', number, number], ['hypot', number, number], ['atan2', number, number], ['imul', number, number]]),
  ...statics('Number', [['isInteger', any], ['isFinite', any], ['isNaN', any], ['isSafeInteger', any], ['parseInt', text, number], ['parseFloat', text]]),
  ...statics('Array', [['from', fc.oneof(list, set, map, text, pick('{ length: 2 }', "{ length: 2, 0: 'a', 1: 'b' }", '5', 'null')), callback], ['of', any, any], ['isArray', any]]),
  ...statics('String', [['fromCharCode', number, number], ['fromCodePoint', number], ['raw', pick("{ raw: ['a', 'b'] }", '{ raw: "xyz" }'), any]]),
  ...statics('Date', [['UTC', number, number, number], ['parse', text]]),
  ...['Number', 'String', 'Boolean', 'BigInt', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'encodeURI', 'decodeURIComponent', 'escape', 'unescape', 'structuredClone', 'Array', 'Object', 'Symbol', 'Error', 'RegExp']
    .map((name): [string, fc.Arbitrary<string>] => [name, staticCall(name, fc.oneof(any, text, number))]),
  ...['Array', 'Object', 'Map', 'Set', 'Date', 'RegExp', 'Error', 'Number', 'String', 'Boolean', 'Promise'].map((name): [string, fc.Arbitrary<string>] => [`new ${name}`, staticCall(`new ${name}`, fc.oneof(any, list, text))]),
]

const regexes = rows(regex, [['exec', text], ['test', text], ['toString']])

type Kind = 'text' | 'list' | 'object'

/** Steps of a chain: from a value of one kind to one of another; `$` stands for the value before. */
const steps: readonly (readonly [from: Kind, to: Kind, step: string])[] = [
  ['text', 'text', "$.replace('prod.', 'dev.')"], ['text', 'text', "$.replace(/[._ ]+/g, '_')"], ['text', 'text', '$.toUpperCase()'], ['text', 'text', '$.trim()'], ['text', 'text', '$.slice(1)'], ['text', 'text', '$.slice(0, -1)'],
  ['text', 'text', "$.padStart(12, '*')"], ['text', 'text', "'<' + $ + '>'"], ['text', 'text', '`a.${$}.b`'], ['text', 'text', "$.replace(/^(\\w)(.*)$/, (m, a, b) => b + a)"], ['text', 'text', "$.startsWith('prod') ? 'P' + $ : $"],
  ['text', 'text', "$.includes('.') ? $.split('.')[0] : $"], ['text', 'text', 'JSON.stringify($)'], ['text', 'text', 'encodeURIComponent($)'], ['text', 'text', '$.concat($, 1)'], ['text', 'text', '$.replaceAll("a", "$&$&")'],
  ['text', 'list', "$.split('.')"], ['text', 'list', '[...$]'], ['text', 'list', '$.match(/\\w+/g) ?? []'], ['text', 'list', "[$, 'x', $.length]"], ['text', 'list', '[...$.matchAll(/[a-z]/g)].map((m) => m.index)'], ['text', 'object', '{ name: $, n: $.length }'],
  ['list', 'list', "$.map((x) => 'run_' + x)"], ['list', 'list', "$.filter((x) => x !== 'b')"], ['list', 'list', '$.map((x, i) => [x, i]).flat()'], ['list', 'list', '$.slice(1)'], ['list', 'list', '$.toSorted()'], ['list', 'list', '[...$].reverse()'],
  ['list', 'list', "['first', ...$, 'last']"], ['list', 'list', '[...new Set($)]'], ['list', 'list', '$.flatMap((x) => [x, x])'], ['list', 'list', "$.concat(['z'], $)"], ['list', 'list', '$.sort((a, b) => (String(a) < String(b) ? 1 : -1))'],
  ['list', 'list', "(() => { const l = [...$]; l.push('end'); l.unshift('start'); l.splice(1, 1); return l })()"], ['list', 'list', 'Array.from($, (x, i) => `${i}${x}`)'], ['list', 'list', '$.filter((x, i) => i % 2 === 0)'],
  ['list', 'text', "$.join(', ')"], ['list', 'text', "$.reduce((all, x) => all + '|' + x, '')"], ['list', 'text', 'String($.length)'], ['list', 'text', "String($.find((x) => x !== 'a'))"], ['list', 'text', 'String($[0])'], ['list', 'text', 'String($.at(-1))'],
  ['list', 'text', "String($.some((x) => x === 'b')) + $.every((x) => x) + $.indexOf('b')"], ['list', 'text', 'JSON.stringify($, null, 1)'], ['list', 'text', "String($.includes('a'))"],
  ['list', 'object', 'Object.fromEntries($.map((x, i) => [x, i]))'], ['list', 'object', 'Object.fromEntries(new Map($.map((x) => [x, [x]])))'], ['list', 'object', '$.reduce((o, x) => ({ ...o, [x]: (o[x] ?? 0) + 1 }), {})'], ['list', 'object', "(() => { const o = {}; for (const x of $) o['k' + x] = x; return o })()"],
  ['object', 'list', 'Object.keys($)'], ['object', 'list', 'Object.values($)'], ['object', 'list', 'Object.entries($).map(([k, v]) => k + v)'], ['object', 'list', '[...new Map(Object.entries($)).keys()]'],
  ['object', 'object', '{ ...$, more: 1 }'], ['object', 'object', 'Object.assign({ first: 0 }, $)'], ['object', 'object', 'structuredClone($)'], ['object', 'object', 'Object.freeze({ ...$ })'], ['object', 'object', '(({ name, ...rest }) => rest)($)'],
  ['object', 'text', 'JSON.stringify($)'], ['object', 'text', "String('name' in $) + Object.hasOwn($, 'a')"], ['object', 'text', "String($.name ?? $.a ?? 'none')"],
]

/** A few calls after one another, as programs have them. */
const chain = (start: Kind, from: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(from, fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 })).map(([first, choices]) => {
    let at = start
    let value = first
    const lines: string[] = []
    choices.forEach((number, index) => {
      const possible = steps.filter(([kind]) => kind === at)
      const [, to, step] = possible[number % possible.length]!
      lines.push(`const v${index} = ${value}; `)
      value = step.split('$.').join(`v${index}.`).replace(/\$(?![{&])/g, `v${index}`).replace('${$}', `\${v${index}}`).replace('{ v', '{ v')
      if (value.startsWith('{')) value = `(${value})`
      at = to
    })
    return `(() => { ${lines.join('')}const last = ${value}; return [${lines.map((_, index) => `v${index}`).join(', ')}, last] })()`
  })

/** Expressions by the built-in that they call. Each gives what `show` makes of the result. */
export const expressions: readonly (readonly [name: string, expression: fc.Arbitrary<string>])[] = [
  ['chains', fc.oneof(chain('text', text), chain('list', list), chain('object', pick('{ name: "n", a: 1 }', '{}', "{ b: 'x', a: 'y', 1: 'z' }")))],
  ...rows(text, textRows), ...rows(list, listRows), ...collections, ...dates, ...numbers, ...objects, ...globals, ...regexes,
  ['flags', regex.map((one) => `[${one}.flags, ${one}.source, ${one}.global, ${one}.sticky]`)],
  ['exec twice', fc.tuple(regex, text).map(([one, on]) => `(() => { const r = ${one}; const a = r.exec(${on}); const at = r.lastIndex; return [show(a), at, show(r.exec(${on})), r.lastIndex] })()`)],
]

const env = 'process.env.X'
const outsideText = pick(`\`prod.\${${env}}.events\``, `\`\${${env}}/x y\``, `\` a\${${env}} \``, `(${env} ?? 'none')`, `(${env} || '')`, `(${env} ? 'yes.a' : 'no.b')`, `('' + ${env} + 'b')`, `(${env} === 'a' ? 'AaA' : \`<\${${env}}>\`)`)
const outsideList = pick(
  `(() => { const l = [3, 1]; if (${env}) l.push(2); l.push(5); return l })()`,
  `(() => { const l = []; if (${env} === 'a') l.push('x'); else l.unshift('y', 'z'); return l })()`,
  `[${env}, 'b', 1]`, `[...(${env} ? ['p'] : []), 'q', ...(${env} === 'a' ? ['r', 's'] : [])]`, `(${env} ? [1, 2] : ['one'])`, `['a', \`t\${${env}}\`]`,
  `[[1], ${env} ? [2, [3]] : 4]`,
)
const outsideObject = pick(`{ a: 1, ...(${env} ? { b: 2 } : {}), c: 3 }`, `(${env} ? { a: 1 } : { b: 2, a: 3 })`, `{ a: ${env}, b: \`x\${${env}}\` }`, `(() => { const o = { z: 1 }; if (${env}) { o.y = 2; delete o.z } o.w = 3; return o })()`)
const outsideSet = pick(`(() => { const s = new Set(['k']); if (${env}) s.add('m'); return s })()`, `new Set([${env} ? 1 : 2, 3])`)
const outsideMap = pick(`(() => { const m = new Map([['a', 1]]); if (${env}) m.set('b', 2); else m.delete('a'); return m })()`, `new Map([['a', ${env} ?? 'd']])`)

/** Expressions on values that depend on \`process.env.X\`. */
export const outsideExpressions: readonly (readonly [name: string, expression: fc.Arbitrary<string>])[] = [
  ['chains', fc.oneof(chain('text', outsideText), chain('list', outsideList), chain('object', outsideObject))],
  ...rows(outsideText, textRows), ...rows(outsideList, listRows),
  ...rows(outsideMap, [['get', pick("'a'", "'b'", env)], ['set', pick("'a'", "'c'", env), any], ['has', pick("'b'", env)], ['delete', pick("'a'", "'b'")], ['keys'], ['values'], ['entries'], ['forEach', callback]]),
  ...rows(outsideSet, [['add', pick("'m'", '1', env)], ['has', pick("'m'", '1', env)], ['delete', pick("'m'", '3')], ['values'], ['forEach', callback]]),
  ...statics('Object', [['keys', outsideObject], ['values', outsideObject], ['entries', outsideObject], ['assign', outsideObject, outsideObject], ['fromEntries', pick(`[[${env} ? 'a' : 'b', 1], ['c', ${env}]]`, `Object.entries({ a: 1, ...(${env} ? { b: 2 } : {}) })`)], ['hasOwn', outsideObject, pick("'a'", "'b'", "'y'")], ['freeze', outsideObject], ['getOwnPropertyNames', outsideObject]]),
  ...statics('JSON', [['stringify', fc.oneof(outsideObject, outsideList, outsideText), pick('null', "['a', 'b']"), pick('2', 'undefined')]]),
  ...statics('Array', [['from', fc.oneof(outsideList, outsideSet, outsideText), callback], ['isArray', outsideList]]),
  ...statics('Math', [['max', pick(`(${env} ? 1 : 2)`, `Number(${env})`), number]]),
  ...['Number', 'String', 'Boolean', 'parseInt', 'encodeURIComponent', 'structuredClone', 'Object', 'new Date', 'new Error', 'new Set', 'new Map'].map((name): [string, fc.Arbitrary<string>] => [name, staticCall(name, fc.oneof(outsideText, outsideList))]),
  ...rows(regex, [['exec', outsideText], ['test', outsideText]]),
]

/** A module that evaluates expressions one by one: what each gives, or the name of the error that it throws. */
export const programOf = (parts: readonly string[]): string => `
const show = (value) => {
  if (typeof value === 'object' && value !== null && typeof value.next === 'function') return ['iterator', ...value]
  if (typeof value === 'function') return 'function ' + value.name + '/' + value.length
  if (typeof value === 'symbol') return String(value)
  return value
}
const attempt = (run) => {
  try { return { value: run() } } catch (error) { return { error: error.name } }
}
export const out = [
${parts.map((part) => `  attempt(() => ${part}),`).join('\n')}
]
`
