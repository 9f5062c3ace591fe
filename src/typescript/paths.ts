// Paths in POSIX form, as node:path has them. The project's folder has no known absolute path: it is a hole at the beginning of a template.
import { known, template, type Abstract, type Machine, type Template, type Unknown } from '#value'
import { projectRoot } from './names.ts'

/** How the hole for the project's folder is written while a path is computed. */
const rootMark = '/\u0001root'

/** A path value as text; undefined where it is not known or has other holes. */
export const pathText = (value: Abstract): string | undefined => {
  if (value.kind === 'primitive') return typeof value.value === 'string' ? value.value : undefined
  if (value.kind !== 'template') return undefined
  return value.parts.every((part) => typeof part === 'string' || part.id === projectRoot.id)
    ? value.parts.map((part) => typeof part === 'string' ? part : rootMark).join('') : undefined
}

/** The value of a path's text. Climbing out of the project's folder leads into the unknown. */
export const pathValue = (machine: Machine, text: string): Abstract => {
  const parts: (string | Unknown | Template)[] = text.split(rootMark).flatMap((part, index) => index === 0 ? [part] : [projectRoot, part])
  return parts.length === 1 ? known(text, machine.site) : template(parts, machine.site)
}

/** Does a path computed from paths depend on where the project's folder is, other than by beginning with it? */
export const leavesProject = (from: readonly string[], path: string, isRelative: boolean): boolean => {
  const inside = from.filter((text) => text.includes(rootMark)).length
  if (inside === 0 || path.includes(rootMark)) return false
  return path.startsWith('/') || path.includes('\u0001') || (isRelative && from.some((text) => text.startsWith('/') && !text.includes(rootMark)))
}

/** The path inside the project that a text means; undefined where it lies outside. Relative paths count from the project's folder. */
export const insideProject = (text: string): string | undefined => {
  const bare = text.startsWith('file://') ? text.slice('file://'.length) : text
  const normal = normalizePath(bare.startsWith('/') ? bare : `${rootMark}/${bare}`)
  return normal.startsWith(`${rootMark}/`) ? normal.slice(rootMark.length + 1) : undefined
}

/** `path.normalize`. */
export const normalizePath = (path: string): string => {
  if (path === '') return '.'
  const absolute = path.startsWith('/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!absolute) parts.push('..')
  }
  const body = parts.join('/') + (path.endsWith('/') && parts.length > 0 ? '/' : '')
  return absolute ? `/${body}` : body === '' ? (path.endsWith('/') ? './' : '.') : body
}

/** `path.join`. */
export const joinPath = (parts: readonly string[]): string => normalizePath(parts.filter((part) => part !== '').join('/'))

/** `path.resolve`; the present folder is the project's. */
export const resolvePath = (parts: readonly string[]): string => {
  let path = ''
  for (const part of [...parts].reverse()) {
    if (part === '') continue
    path = path === '' ? part : `${part}/${path}`
    if (part.startsWith('/')) break
  }
  const normal = normalizePath(path.startsWith('/') ? path : `${rootMark}/${path}`)
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal
}

/** `path.dirname`. */
export const dirnameOf = (path: string): string => {
  const bare = path.replace(/\/+$/, '')
  if (bare === '' && path !== '') return '/'
  const slash = bare.lastIndexOf('/')
  return slash < 0 ? '.' : slash === 0 ? '/' : bare.slice(0, slash).replace(/\/+$/, '') || '/'
}

/** `path.basename`. */
export const basenameOf = (path: string, suffix = ''): string => {
  const base = path.replace(/\/+$/, '').replace(/^.*\//, '')
  return suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base
}

/** `path.extname`. */
export const extnameOf = (path: string): string => {
  const base = basenameOf(path)
  const dot = base.lastIndexOf('.')
  return dot <= 0 || /^\.+$/.test(base) ? '' : base.slice(dot)
}

/** `path.parse`. */
export const parsePath = (path: string): Readonly<Record<'root' | 'dir' | 'base' | 'ext' | 'name', string>> => {
  const base = basenameOf(path)
  const ext = extnameOf(path)
  const dir = dirnameOf(path)
  return { root: path.startsWith('/') ? '/' : '', dir: dir === '.' && !path.startsWith('./') ? '' : dir, base, ext, name: ext === '' ? base : base.slice(0, -ext.length) }
}

/** `path.format`. */
export const formatPath = ({ root, dir, base, ext, name }: Readonly<Record<string, string | undefined>>): string => {
  const file = (base ?? '') !== '' ? base! : `${name ?? ''}${(ext ?? '') !== '' && !ext!.startsWith('.') ? '.' : ''}${ext ?? ''}`
  const folder = (dir ?? '') !== '' ? dir! : root ?? ''
  return folder === '' ? file : folder === root ? folder + file : `${folder}/${file}`
}

/** `path.relative`. */
export const relativePath = (from: string, to: string): string => {
  const [a, b] = [from, to].map((path) => resolvePath([path]).split('/').filter((part) => part !== ''))
  let same = 0
  while (same < a!.length && same < b!.length && a![same] === b![same]) same++
  return [...a!.slice(same).map(() => '..'), ...b!.slice(same)].join('/')
}
