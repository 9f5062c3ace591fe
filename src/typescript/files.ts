// node:path, the pure parts of node:url, and reading of files inside the project. Everything else of the disk is unknown.
import { derived, known, native, slot, toPrimitiveKey, unknown, undefinedValue, type Abstract, type ConstantTable, type Machine, type Native, type NativeTable } from '#value'
import { basenameOf, dirnameOf, extnameOf, formatPath, insideProject, joinPath, leavesProject, normalizePath, parsePath, pathText, pathValue, relativePath, resolvePath } from './paths.ts'
import type { Run } from './run.ts'

/** A native over paths: known texts, or paths below the project's folder. Choices among the arguments are forked. */
const onPaths = (name: string, length: number, f: (texts: readonly string[]) => string): Native => native(name, length, (machine, _self, args) =>
  eachChoice(machine, args, (values) => {
    const texts = values.map(pathText)
    if (texts.some((text) => text === undefined)) {
      const bad = values.find((value) => value.kind === 'primitive' && typeof value.value !== 'string' && value.value !== undefined)
      return bad === undefined ? derived(values, { site: machine.site, type: 'string' }) : machine.throwError('TypeError', 'The "path" argument must be of type string.')
    }
    const path = f(texts as string[])
    // What lies above the project's folder depends on where that folder is.
    return leavesProject(texts as string[], path, name === 'relative') ? derived(values, { site: machine.site, type: 'string' }) : pathValue(machine, path)
  }))

const eachChoice = (machine: Machine, values: readonly Abstract[], f: (values: readonly Abstract[]) => Abstract): Abstract => {
  const resolved = values.map(machine.resolve)
  const index = resolved.findIndex((value) => value.kind === 'choice')
  const choice = resolved[index]
  if (choice === undefined || choice.kind !== 'choice') return f(resolved.filter((value) => value.kind !== 'primitive' || value.value !== undefined))
  const side = (pick: Abstract) => (): Abstract => eachChoice(machine, resolved.map((value, at) => at === index ? pick : value), f)
  return machine.fork(choice.when, side(choice.then), side(choice.else))
}

const paths: Readonly<Record<string, Native>> = {
  join: onPaths('join', 2, joinPath),
  resolve: onPaths('resolve', 2, resolvePath),
  normalize: onPaths('normalize', 1, ([path]) => normalizePath(path!)),
  dirname: onPaths('dirname', 1, ([path]) => dirnameOf(path!)),
  basename: onPaths('basename', 2, ([path, suffix]) => basenameOf(path!, suffix)),
  extname: onPaths('extname', 1, ([path]) => extnameOf(path!)),
  relative: onPaths('relative', 2, ([from, to]) => relativePath(from!, to!)),
  parse: native('parse', 1, (machine, _self, [path]) => eachChoice(machine, [path ?? undefinedValue], ([value]) => {
    const text = value === undefined ? undefined : pathText(value)
    if (text === undefined) return derived([path ?? undefinedValue], { site: machine.site, type: 'object' })
    return machine.object(Object.entries(parsePath(text)).map(([key, part]) => [key, pathValue(machine, part)] as const))
  })),
  format: native('format', 1, (machine, _self, [given]) => {
    const parts = ['root', 'dir', 'base', 'ext', 'name'].map((key) => machine.resolve(machine.get(given ?? undefinedValue, key)))
    const texts = parts.map((part) => part.kind === 'primitive' && part.value === undefined ? '' : pathText(part))
    if (texts.some((text) => text === undefined)) return derived(parts, { site: machine.site, type: 'string' })
    const [root, dir, base, ext, name] = texts
    return pathValue(machine, formatPath({ root, dir, base, ext, name }))
  }),
  isAbsolute: native('isAbsolute', 1, (machine, _self, [path]) => eachChoice(machine, [path ?? undefinedValue], ([value]) => {
    const text = value === undefined ? undefined : pathText(value)
    return text === undefined ? derived([path ?? undefinedValue], { type: 'boolean' }) : known(text.startsWith('/'))
  })),
}

const toPath = onPaths('fileURLToPath', 1, ([url]) => decode(url!.replace(/^file:\/\//, '')))
const urls: Readonly<Record<string, Native>> = {
  fileURLToPath: native('fileURLToPath', 1, (machine, self, [url]) => toPath.call(machine, self, [addressOf(machine, url)])),
}

/** A path, or the address of a `URL`: functions of files take both. */
const addressOf = (machine: Machine, path: Abstract | undefined): Abstract => {
  const at = path === undefined ? undefinedValue : machine.resolve(path)
  return at.kind === 'object' && at.type === 'object' ? machine.get(at, 'href') : at
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const outside = (machine: Machine, name: string, path: Abstract | undefined): Abstract => {
  const run = machine as Run
  if (run.site !== undefined) run.calls.push({ name, kind: 'file', site: run.site })
  return unknown('io', { detail: path?.kind === 'primitive' ? String(path.value) : name, site: machine.site })
}

const readFile = (name: string): Native => native(name, 2, (machine, _self, args) => eachChoice(machine, [addressOf(machine, args[0])], ([path]) => {
  const text = path === undefined ? undefined : pathText(path)
  const file = text === undefined ? undefined : insideProject(text)
  const content = file === undefined ? undefined : (machine as Run).tree.read(file)
  const encoding = args[1]?.kind === 'object' ? machine.resolve(machine.get(args[1], 'encoding')) : args[1] ?? undefinedValue
  if (content === undefined || encoding.kind !== 'primitive') return outside(machine, name, path)
  machine.checkLength(content.length, 'text')
  if (encoding.value === undefined || encoding.value === null) return buffer(machine, content)
  return isUtf8(encoding) ? known(content, machine.site) : outside(machine, name, path)
}))

const isUtf8 = (encoding: Abstract): boolean => encoding.kind === 'primitive' && /^utf-?8$/i.test(String(encoding.value))

/** The bytes of a file: only what they are as text is known. */
const buffer = (machine: Machine, content: string): Abstract => {
  const made = machine.object()
  made.props.set('toString', slot(machine.func(native('toString', 3, (_machine, _self, args) => {
    const [encoding = undefinedValue, ...range] = args
    const whole = encoding.kind === 'primitive' && range.length === 0 && (encoding.value === undefined || isUtf8(encoding))
    return whole ? known(content, machine.site) : unknown('unsupported', { detail: 'bytes as other text', site: machine.site, type: 'string' })
  }))))
  made.props.set('valueOf', slot(machine.func(native('valueOf', 0, () => made))))
  made.props.set(toPrimitiveKey, slot(undefinedValue))
  made.open = unknown('unsupported', { detail: 'the bytes of a file', site: machine.site })
  return made
}

const exists: Native = native('existsSync', 1, (machine, _self, args) => eachChoice(machine, [addressOf(machine, args[0])], ([path]) => {
  const text = path === undefined ? undefined : pathText(path)
  const file = text === undefined ? undefined : insideProject(text)
  if (file === undefined) return outside(machine, 'existsSync', path)
  const { tree } = machine as Run
  // Files that are not read (binary, ignored) may exist all the same.
  return tree.read(file) !== undefined || tree.paths.some((one) => one.startsWith(`${file}/`)) ? known(true) : outside(machine, 'existsSync', path)
}))

const promised = (name: string, inner: Native): Native => native(name, inner.length, (machine, self, args) => {
  const { promise, resolve } = machine.promise()
  resolve(inner.call(machine, self, args))
  return promise
})

const exported = (modules: readonly string[], table: Readonly<Record<string, Native>>): NativeTable =>
  Object.fromEntries(modules.flatMap((module) => Object.entries(table).map(([name, one]) => [`${module}#${name}`, one])))

/** Natives of the built-in modules about paths and files. */
export const fileNatives: NativeTable = {
  ...exported(['node:path', 'path', 'node:path/posix', 'path/posix'], paths),
  ...exported(['node:url', 'url'], urls),
  ...exported(['node:fs', 'fs'], { readFileSync: readFile('readFileSync'), existsSync: exists }),
  ...exported(['node:fs/promises', 'fs/promises'], { readFile: promised('readFile', readFile('readFile')) }),
  'process.cwd': native('cwd', 0, (machine) => pathValue(machine, resolvePath(['.']))),
}

/** Constants of those modules. */
export const fileConstants: ConstantTable = Object.fromEntries(['node:path', 'path', 'node:path/posix', 'path/posix'].flatMap((module) => [[`${module}#sep`, '/'], [`${module}#delimiter`, ':']]))
