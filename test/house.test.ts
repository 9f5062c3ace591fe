// The rules of the house that no linter knows. Each test gives a list of what breaks the rule, so that a failure names it.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemCodes } from '#model'
import { may } from '../oxlint.config.ts'

const root = join(import.meta.dirname, '..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
/** Every file of the project, without what was installed or made. */
const files = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isFile()) return [entry.name]
  return /^(?:src|test|dags|site|templates|bench|scripts|\.github|\.ci)$/.test(entry.name) ? filesUnder(entry.name) : []
})
const sources = files.filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
const code = files.filter((path) => /\.(?:ts|mjs|astro)$/.test(path))

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).filter((path) => !path.includes('node_modules/') && !path.includes('/.dagbook/'))
}

describe('rooms', () => {
  const rooms = ['author', 'cli', 'disk', 'docs', 'elk', 'graph', 'jinja', 'model', 'orchestrator', 'read', 'regex', 'time', 'typescript', 'value', 'write']
  test('are the ones that the README tells of', () => {
    const found = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
    expect(found).toEqual(rooms)
    expect(rooms.filter((room) => !text('README.md').includes(`| \`${room}\` |`))).toEqual([])
  })
  test('have a front door, except the one that is the program', () => {
    expect(rooms.filter((room) => room !== 'cli' && !sources.includes(`src/${room}/index.ts`))).toEqual([])
  })
  test('are two levels deep, three only inside a reader', () => {
    const allowed = (path: string) => path.split('/').length <= (path.startsWith('src/read/') ? 4 : 3)
    expect(sources.filter((path) => !allowed(path))).toEqual([])
  })
  test('keep their front doors to re-exports', () => {
    const doors = [...sources.filter((path) => basename(path) === 'index.ts'), 'src/browser.ts', 'src/node.ts']
    const strange = doors.flatMap((path) => text(path).split('\n').filter((line) => !/^(?:\s*|\/\/.*|export (?:type )?(?:\*|\{[^}]*\}) from '[^']+')$/.test(line)).map((line) => `${path}: ${line}`))
    expect(strange).toEqual([])
  })
  test('hold nothing under the names of attics', () => {
    const attic = /(?:^|[/-])(?:utils?|helpers?|common|core|manager|service|misc|shared|stuff)(?:[-./]|$)/
    expect(files.filter((path) => path.startsWith('src/') && attic.test(path))).toEqual([])
  })
})

/** Text that is data: a program for the evaluator, kept in one piece. */
const isData = (path: string) => path === 'src/typescript/prelude-source.ts'

describe('files', () => {
  test('are named in kebab-case', () => {
    const strange = code.filter((path) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|test-d|config|d))?$/.test(basename(path, extname(path))) && !path.startsWith('site/src/pages/'))
    expect(strange).toEqual([])
  })
  test('have 400 lines at most', () => {
    expect(code.filter((path) => !isData(path) && text(path).trimEnd().split('\n').length > 400)).toEqual([])
  })
  test('of the sources open with a comment that says what they are, but for plain front doors', () => {
    expect(sources.filter((path) => basename(path) !== 'index.ts' && !/^(?:#!.*\n)?\/\/ \S/.test(text(path)))).toEqual([])
  })
  test('of the sources document everything that they export', () => {
    const exported = /^export (?:abstract )?(?:const|function|async function|class|interface|type|enum) (\w+)/
    const bare = sources.filter((path) => !isData(path)).flatMap((path) => {
      const lines = text(path).split('\n')
      // A value and its type of one name (typebox) share the first one's comment.
      return lines.flatMap((line, i) => (exported.test(line) && !/\*\/\s*$|^\/\/ eslint|^@/.test(lines[i - 1] ?? '') ? [`${path}:${i + 1} ${exported.exec(line)![1]}`] : []))
    })
    expect(bare).toEqual([])
  })
  test('export by name only', () => {
    expect(sources.filter((path) => /^export default/m.test(text(path)))).toEqual([])
  })
  test('name no folder of anybody\'s machine', () => {
    const machine = new RegExp(['/home/[a-z]', '/Users/[A-Za-z]', '/tmp/[a-z]', '[A-Z]:\\\\\\\\Users'].join('|'))
    expect(files.filter((path) => !/\.(?:png|woff2?|ico)$/.test(path) && path !== 'test/house.test.ts' && machine.test(text(path)))).toEqual([])
  })
})

describe('packages', () => {
  test('come from whatever registry the user has: the lock file names none', () => {
    expect(text('package-lock.json').match(/"resolved": "(?!file:)[^"]*"/g) ?? []).toEqual([])
  })
  // npm leaves out of the lock what it cannot load where it runs, and then refuses `npm ci` everywhere.
  test('of every platform are in the lock file', () => {
    const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => packages[`${path}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined))
    expect(missing).toEqual([])
  })
  test('of the lock file are those of package.json', () => {
    const manifest = JSON.parse(text('package.json')) as Record<string, unknown>
    const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, Record<string, unknown>> }
    for (const kind of ['dependencies', 'devDependencies', 'engines', 'version']) expect(packages['']![kind]).toEqual(manifest[kind])
  })
})

describe('problems', () => {
  const used = new Map<string, string>()
  for (const path of sources.filter((each) => !each.startsWith('src/author/') && basename(each) !== 'problem-codes.ts')) {
    for (const match of text(path).matchAll(/(?:\bcode: |\b(?:report|fileProblem|problem|complain)\w*\((?:\w+, )?)'([a-z]+(?:-[a-z]+)*)'/g)) used.set(match[1]!, path)
  }
  test('have codes that `dagbook explain` explains', () => {
    expect([...used].filter(([each]) => !Object.hasOwn(problemCodes, each))).toEqual([])
  })
  test('explain no code that does not exist', () => {
    const all = sources.filter((path) => basename(path) !== 'problem-codes.ts').map(text).join('\n')
    expect(Object.keys(problemCodes).filter((each) => !all.includes(`'${each}'`))).toEqual([])
  })
  test('are explained in the order of their codes, in whole sentences', () => {
    expect(Object.keys(problemCodes)).toEqual(Object.keys(problemCodes).sort())
    const poor = Object.entries(problemCodes).filter(([, { what, why, instead }]) => [what, why, instead].some((part) => !/^[A-Zd].*[.`]$/.test(part)))
    expect(poor.map(([each]) => each)).toEqual([])
  })
})

describe('layers', () => {
  test('are told in the README as the linter has them', () => {
    const rows = Object.entries(may).map(([room, to]) => ({ room, to: to.length === 0 ? 'nothing' : to.map((name) => `\`${name}\``).join(' ') }))
    expect(rows.filter(({ room, to }) => !new RegExp(`^\\| \`${room}\` \\| [^|]+ \\| ${to} \\|$`, 'm').test(text('README.md')))).toEqual([])
  })
  test('are known to the linter, but for the two rooms that may import everything', () => {
    const present = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect(present.filter((room) => !Object.hasOwn(may, room)).sort()).toEqual(['cli', 'disk'])
  })
})
