// The pure built-ins, by the names under which the coverage of the generator is counted.
import type { Construct } from './constructs-language.ts'
import type { Program } from './program.ts'

const construct = (name: string, write: (p: Program) => string): Construct => ({ name, write })

/** String, Array, Object, Map, Set, JSON, Math, RegExp and Date with arguments. */
export const builtinConstructs: readonly Construct[] = [
  construct('String', (p) => {
    const s = p.constant('text', p.value('text'))
    return `[${s}.charAt(1), ${s}.charCodeAt(0), ${s}.codePointAt(0) ?? null, ${s}.lastIndexOf('o'), ${s}.localeCompare === undefined, ${s}.padEnd(6, '.'), ${s}.substring(2, 0), ${s}.substr(-2), ${s}.normalize('NFC'), ${s}.search(/o/), ${s}.concat('a', 'b'), String.fromCharCode(65, 66), String.fromCodePoint(128512), String.raw\`\\n\${1}\`, ${s} === 'x', [...${s}].length, ${s}.split(/(o)/, 3), ${s}.endsWith('s'), ${s}.at(-1) ?? null, ${s}.isWellFormed()]`
  }),
  construct('Array', (p) => {
    const a = p.name('a')
    p.line(`const ${a} = [5, 1, 4, ...${p.value('list')}.map((x) => String(x).length)] as number[]`)
    return `[${a}.toSorted(), [...${a}].sort((x, y) => y - x), ${a}.reduce((x, y) => x + y, 0), ${a}.reduceRight<string>((x, y) => x + y, ''), ${a}.some((x) => x > 4), ${a}.every((x) => x >= 0), ${a}.find((x) => x > 1), ${a}.findIndex((x) => x > 100), ${a}.findLast((x) => x > 1), ${a}.flatMap((x) => [x, x]), ${a}.indexOf(4), ${a}.includes(5), ${a}.toReversed(), ${a}.with(0, 9), ${a}.toSpliced(1, 1), ${a}.at(-1), ${a}.entries().next().value, [...${a}.keys()], Array.of(1, 2), Array.from('abc'), new Array(3).fill('x'), [3, 2, 1].copyWithin(0, 1), [1, [2, [3, [4]]]].flat(Infinity)]`
  }),
  construct('Array mutation', (p) => {
    const a = p.name('a')
    p.line(`const ${a}: any[] = [3, 1, 2]; ${a}.push(10, 11); ${a}.unshift(0); const ${a}cut = ${a}.splice(1, 2, 'x', 'y', 'z'); ${a}.reverse(); const ${a}popped = [${a}.pop(), ${a}.shift()]; ${a}[${p.random.int(1, 3)}] = ${p.value('text')}; ${a}.length = 4; ${a}.sort(); ${a}.fill(7, 3)`)
    return `[${a}, ${a}cut, ${a}popped]`
  }),
  construct('sparse Array', () => `[[1, , 3].length, [1, , 3].map((x) => x).length, Object.keys([1, , 3]), [1, , 3].join('-'), 1 in [1, , 3]]`),
  construct('Object', (p) => {
    const o = p.constant('record', p.value('record'))
    return `[Object.values(${o}), Object.entries({ b: 1, a: 2, 1: 'i' }), Object.fromEntries(new Map([['x', 1]])), Object.freeze([1]).length, Object.isFrozen(Object.freeze({})), Object.getOwnPropertyNames({ q: 1 }), Object.assign({ a: 1 }, null, ${o}), Object.is(-0, 0), ({}).toString(), ({ a: 1 }).hasOwnProperty('a'), Object.getPrototypeOf([]) === Array.prototype, Object.create({ inherited: 1 }).inherited, structuredClone({ a: [1, { b: 2 }] })]`
  }),
  construct('property descriptors', (p) => {
    const o = p.name('o')
    p.line(`const ${o}: any = {}; Object.defineProperty(${o}, 'hidden', { value: ${p.value('number')} }); Object.defineProperty(${o}, 'shown', { get: () => 'got', enumerable: true }); Object.defineProperties(${o}, { both: { value: 1, enumerable: true, writable: true } })`)
    return `[Object.keys(${o}), ${o}.hidden, ${o}.shown, Object.getOwnPropertyDescriptor(${o}, 'both')]`
  }),
  construct('Map', (p) => {
    const m = p.name('m')
    p.line(`const ${m} = new Map<string, unknown>([['a', 1], ['b', ${p.value('list')}]]); ${m}.set('c', ${p.value('text')}).set('a', 'again'); ${m}.delete('b'); ${m}.set('b', 'late')`)
    return `[${m}.size, [...${m}], [...${m}.keys()], [...${m}.values()], ${m}.get('a') as unknown, ${m}.has('zz'), Array.from(${m}, ([k]) => k), (() => { const out: unknown[] = []; ${m}.forEach((v, k) => out.push(k)); return out })(), Object.fromEntries(${m})]`
  }),
  construct('Set', (p) => {
    const s = p.name('s')
    p.line(`const ${s} = new Set<unknown>([3, 1, 3, NaN, NaN, ...${p.value('list')}.map(String)]); ${s}.add('z').delete(1)`)
    return `[${s}.size, ${s}.has(NaN), [...${s}].filter((x) => x === x), [...${s}.entries()].length]`
  }),
  construct('WeakMap and Symbol', (p) => {
    const k = p.name('key')
    p.line(`const ${k} = {}; const ${k}w = new WeakMap([[${k}, ${p.value('number')}]]); const ${k}s = Symbol('s'); const ${k}o = { [${k}s]: 1, plain: 2 }`)
    return `[${k}w.get(${k}), ${k}w.has({}), ${k}o[${k}s], Object.keys(${k}o), ${k}s.description, Symbol.for('g') === Symbol.for('g')]`
  }),
  construct('JSON', (p) => {
    const o = p.value('record')
    return `[JSON.stringify(${o}), JSON.stringify({ a: [1, undefined, () => 1, NaN], u: undefined, d: new Date(0) }, null, 2), JSON.stringify({ b: 1, a: { c: 2, b: 3 } }, ['b', 'a']), JSON.stringify({ k: 2 }, (key, v) => typeof v === 'number' ? v * 2 : v, '-'), JSON.parse('{"x":[1,{"y":null}]}', (key, v) => key === 'y' ? 'revived' : v), JSON.stringify({ toJSON() { return 'custom' } }), JSON.parse(' [1 , "\\\\u0041"] '), (() => { try { JSON.parse('{bad') } catch (e) { return (e as Error).name } })()]`
  }),
  construct('Math', (p) => `[Math.round(${p.value('number')}), Math.hypot(3, 4), Math.sqrt(16), Math.cbrt(27), Math.pow(2, ${p.random.int(0, 9)}), Math.log2(8), Math.clz32(1), Math.imul(3, 4), Math.fround(5.5), Math.PI > 3, Math.max(), Math.min(1, ${p.value('number')}), Math.trunc(-4.7), Math.atan2(0, 1), Math.abs(-2)].map(String)`),
  construct('Number', (p) => `[(255).toString(16), (0.1 + 0.2).toFixed(10), (1234.5678).toPrecision(6), (12345).toExponential(2), Number('0x10'), Number(''), Number.parseFloat('3.14abc'), parseInt('101', 2), Number.isFinite(${p.value('number')}), Number.MAX_SAFE_INTEGER, isNaN(Number('x')), Number.EPSILON > 0, (25).toString(36), String(1e21), String(-0), (${p.value('number')}).toString()]`),
  construct('BigInt', (p) => `[String(2n ** 64n), (10n / 3n).toString(), BigInt(${p.random.int(0, 99)}) > 5n, typeof 1n, String(BigInt.asUintN(8, 257n))]`),
  construct('RegExp', (p) => {
    const s = p.constant('text', p.value('text'))
    return `[${s}.replace(/[aeiou]/g, (m, at) => m.toUpperCase() + at), 'a1b22c'.match(/\\d+/g), 'k=v; x=y'.replace(/(?<key>\\w)=(?<value>\\w)/g, '$<value>=$<key>'), [...'a-b_c'.matchAll(/[-_]/g)].map((m) => [m[0], m.index]), /(\\d{4})-(\\d{2})/.exec('on 2024-05-06')?.slice(), /^\\p{L}+$/u.test('Zoë'), 'x'.replace('x', '$&$&'), 'one two'.split(/\\s+/), /a(?=b)/.test('ab'), /(?<!a)b/.test('cb'), new RegExp('^' + 'pre', 'i').test('PREfix'), (() => { const r = /o/g; const at: number[] = []; while (r.exec('foo boo')) at.push(r.lastIndex); return at })(), /a.c/s.flags, /a|b/.source, 'aBc'.search(/[A-Z]/), /(a)|(b)/.exec('b')?.map((x) => x ?? null), ${s}.replaceAll(/o/g, '0')]`
  }),
  construct('Date with arguments', (p) => `[new Date('2024-0${p.random.int(1, 9)}-15T10:20:30Z').toISOString(), new Date(${p.random.int(0, 2_000_000_000)}000).getUTCFullYear(), Date.UTC(2024, 1, 29), new Date(Date.UTC(2024, 0, 31)).getUTCDay(), (() => { const d = new Date('2024-01-31T00:00:00Z'); d.setUTCMonth(d.getUTCMonth() + 1); d.setUTCDate(d.getUTCDate() - ${p.random.int(0, 40)}); return d.toISOString() })(), Date.parse('2024-01-01'), JSON.stringify(new Date(0)), new Date('nonsense').getTime() !== 0, new Date(2e12).getTime() - new Date('2020-01-01').getTime(), new Date('2024-03-10T12:00:00+02:00').valueOf()]`),
  construct('global functions', (p) => `[encodeURIComponent('a b&c=' + ${p.value('text')}), decodeURIComponent('%C3%A9'), encodeURI('a b/ä'), isFinite(${p.value('number')}), parseFloat('1.5e2x'), globalThis === globalThis, String(Symbol('d')), Boolean([])]`),
  construct('Error objects', (p) => `[new Error('m').message, String(new TypeError(${p.value('text')})), new RangeError('r') instanceof Error, new Error('outer', { cause: 'inner' }).cause, (() => { try { throw { code: 1 } } catch ({ code }: any) { return code } })()]`),
]
