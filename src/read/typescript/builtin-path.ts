// node:path (POSIX) and the file URLs of node:url, on texts; the project's root stands for itself, wherever it is on the disk.
import { template, undefinedValue, type Abstract, type ConstantTable, type Machine, type Native, type NativeTable } from '#value'
import { lifted, nativesOf, pureUnknown, result, type Operand } from './builtin-native.ts'
import { projectRoot } from './names.ts'

// The project's root while a path is taken apart: one folder name that no path has.
const rootName = '\u0001project'
const rootPath = `/${rootName}`

/** An operand as a path text; undefined where it has holes other than the root at the start of a folder name. */
export const pathText = (operand: Operand, root = rootPath): string | undefined => {
  if (operand.kind === 'primitive') return typeof operand.value === 'string' && !operand.value.includes('\u0001') ? operand.value : undefined
  const texts = operand.parts.map((part) => typeof part === 'string' ? part : part.id === projectRoot.id ? root : undefined)
  return texts.includes(undefined) ? undefined : texts.join('')
}

/** A path text as a value: a known text, or one that begins with the root. Undefined where the path leads out of the root. */
const pathValue = (machine: Machine, text: string, operands: readonly Operand[], prefix = ''): Abstract | undefined => {
  if (text.startsWith(rootPath) && !text.slice(rootPath.length).includes(rootName)) return template([prefix, projectRoot, text.slice(rootPath.length)], machine.site)
  if (text.includes(rootName)) return undefined
  return operands.some((operand) => operand.kind === 'template') && text.startsWith('/') ? undefined : result(machine, prefix + text, operands)
}

const normalizeSegments = (path: string, isAbsolute: boolean): string[] => {
  const out: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') out.push(segment)
    else if (out.length > 0 && out.at(-1) !== '..') out.pop()
    else if (!isAbsolute) out.push('..')
  }
  return out
}

const normalize = (path: string): string => {
  if (path === '') return '.'
  const isAbsolute = path.startsWith('/')
  const inner = normalizeSegments(path, isAbsolute).join('/')
  if (inner === '') return isAbsolute ? '/' : path.endsWith('/') ? './' : '.'
  return (isAbsolute ? '/' : '') + inner + (path.endsWith('/') ? '/' : '')
}

const join = (paths: readonly string[]): string => normalize(paths.filter((path) => path !== '').join('/'))

/** The absolute path, or undefined where it depends on the working directory. */
const resolve = (paths: readonly string[]): string | undefined => {
  let path = ''
  for (const next of paths.toReversed()) {
    if (next === '') continue
    path = path === '' ? next : `${next}/${path}`
    if (next.startsWith('/')) return `/${normalizeSegments(path, true).join('/')}`
  }
  return undefined
}

const withoutSlashes = (path: string): string => path.length > 1 ? path.replace(/\/+$/, '') || '/' : path

const dirname = (path: string): string => {
  if (path === '') return '.'
  const trimmed = withoutSlashes(path)
  const at = trimmed.lastIndexOf('/')
  if (at < 0) return '.'
  return at === 0 ? '/' : at === 1 && trimmed[0] === '/' ? '//' : trimmed.slice(0, at)
}

const basename = (path: string, suffix = ''): string => {
  const base = path.replace(/\/+$/, '').split('/').at(-1)!
  return suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base
}

const extname = (path: string): string => {
  const base = basename(path)
  const dot = base.lastIndexOf('.')
  return dot <= 0 || base === '..' ? '' : base.slice(dot)
}

const relative = (from: string, to: string): string | undefined => {
  const [start, end] = [resolve([from]), resolve([to])]
  if (start === undefined || end === undefined) return undefined
  const a = start.split('/').filter(Boolean)
  const b = end.split('/').filter(Boolean)
  let common = 0
  while (common < a.length && common < b.length && a[common] === b[common]) common++
  const up = a.slice(common)
  return up.includes(rootName) ? undefined : [...up.map(() => '..'), ...b.slice(common)].join('/')
}

const isText = (operand: Operand): boolean => operand.kind === 'template' || typeof operand.value === 'string'

/** A function of paths; anything but a text throws, as node:path does. `f` gives undefined where the result is not certain. */
const onPaths = (name: string, f: (paths: readonly string[]) => string | boolean | undefined): Native['call'] => (machine, _self, args) =>
  lifted(machine, `node:path#${name}`, args, (values) => {
    const operands = values.filter((value): value is Operand => value.kind === 'primitive' || value.kind === 'template')
    if (operands.length < values.length || !operands.every(isText)) machine.throwError('TypeError', 'The "path" argument must be of type string.')
    const texts = operands.map((operand) => pathText(operand))
    const found = texts.includes(undefined) ? undefined : f(texts as string[])
    if (typeof found === 'boolean') return result(machine, found, operands)
    return (found === undefined ? undefined : pathValue(machine, found, operands)) ?? pureUnknown(machine, `node:path#${name}`, operands, 'string')
  }, { templates: true, type: 'string' })

const parse: Native['call'] = (machine, _self, args) => lifted(machine, 'node:path#parse', [args[0] ?? undefinedValue], ([value]) => {
  const operand = value as Operand
  const text = value!.kind === 'primitive' || value!.kind === 'template' ? pathText(operand) : undefined
  if (text === undefined) return pureUnknown(machine, 'node:path#parse', [value!])
  const base = basename(text)
  const ext = extname(text)
  const folder = withoutSlashes(text)
  const dir = folder === base ? '' : dirname(text)
  const parts = { root: text.startsWith('/') ? '/' : '', dir: text === '/' ? '/' : dir, base, ext, name: ext ? base.slice(0, -ext.length) : base }
  return machine.object(Object.entries(parts).map(([key, part]) => [key, pathValue(machine, part, [operand]) ?? (key === 'root' ? result(machine, part, []) : pureUnknown(machine, 'node:path#parse', [operand], 'string'))] as const))
}, { templates: true })

const format: Native['call'] = (machine, _self, args) => {
  const given = args[0] ?? undefinedValue
  const fields = ['root', 'dir', 'base', 'name', 'ext'].map((key) => machine.get(given, key))
  return lifted(machine, 'node:path#format', fields, (values) => {
    const texts = values.map((value) => value.kind === 'primitive' || value.kind === 'template' ? value.kind === 'primitive' && value.value === undefined ? '' : pathText(value) : undefined)
    if (texts.includes(undefined)) return pureUnknown(machine, 'node:path#format', values, 'string')
    const [root, dir, base, name, ext] = texts as string[]
    const last = base || name! + (ext && !ext.startsWith('.') ? `.${ext}` : ext)
    const folder = dir || root!
    const text = folder === '' ? last : folder === root ? folder + last : `${folder}/${last}`
    return pathValue(machine, text, values as Operand[]) ?? pureUnknown(machine, 'node:path#format', values, 'string')
  }, { templates: true, type: 'string' })
}

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The path of a `file:` URL, given as a text or as an object with an `href`. */
const fileUrlToPath: Native['call'] = (machine, _self, args) => {
  const given = machine.resolve(args[0] ?? undefinedValue)
  const text = given.kind === 'object' ? machine.get(given, 'href') : given
  return lifted(machine, 'node:url#fileURLToPath', [text], ([value]) => {
    const operand = value as Operand
    const url = value!.kind === 'primitive' || value!.kind === 'template' ? pathText(operand) : undefined
    if (url === undefined) return pureUnknown(machine, 'node:url#fileURLToPath', [value!], 'string')
    const found = /^file:\/\/(\/[^?#]*)/.exec(url)
    if (!found) return machine.throwError('TypeError', 'The URL must be of scheme file')
    const path = /%2f/i.test(found[1]!) ? undefined : decode(found[1]!)
    return (path === undefined ? undefined : pathValue(machine, path, [operand])) ?? pureUnknown(machine, 'node:url#fileURLToPath', [operand], 'string')
  }, { templates: true, type: 'string' })
}

/** node:path and what node:url does with file URLs. */
export const pathNatives: NativeTable = nativesOf({
  'node:path#basename': [2, onPaths('basename', ([path, suffix]) => path === undefined ? undefined : basename(path, suffix))],
  'node:path#dirname': [1, onPaths('dirname', ([path]) => path === undefined ? undefined : dirname(path))],
  'node:path#extname': [1, onPaths('extname', ([path]) => path === undefined ? undefined : extname(path))],
  'node:path#format': [1, format],
  'node:path#isAbsolute': [1, onPaths('isAbsolute', ([path]) => path?.startsWith('/'))],
  'node:path#join': [0, onPaths('join', join)],
  'node:path#normalize': [1, onPaths('normalize', ([path]) => path === undefined ? undefined : normalize(path))],
  'node:path#parse': [1, parse],
  'node:path#relative': [2, onPaths('relative', ([from, to]) => from === undefined || to === undefined ? undefined : relative(from, to))],
  'node:path#resolve': [0, onPaths('resolve', resolve)],
  'node:path#toNamespacedPath': [1, (_machine, _self, args) => args[0] ?? undefinedValue],
  'node:url#fileURLToPath': [1, fileUrlToPath],
})

/** Constants of node:path. */
export const pathConstants: ConstantTable = { 'node:path#sep': '/', 'node:path#delimiter': ':' }
