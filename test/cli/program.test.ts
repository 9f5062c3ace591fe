// The command line itself: help, mistakes, exit codes, colours.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { problemCodes } from '#model'
import { packageRoot, packageVersion } from '#disk'
import { commands, commonOptions } from '../../src/cli/commands.ts'
import type { CommandEntry } from '../../src/cli/command.ts'
import { dagbook } from './run.ts'

describe('help', () => {
  test('lists every verb, and every option of a verb', async () => {
    const top = await dagbook(['--help'])
    expect(top.code).toBe(0)
    for (const { name, summary } of commands) {
      expect(top.out.replace(/\s+/g, ' ')).toContain(`${name} `)
      expect(top.out.replace(/\s+/g, ' ')).toContain(summary)
    }
    for (const { name, load } of commands) {
      const { code, out } = await dagbook([name, '--help'])
      expect(code).toBe(0)
      for (const { flags } of [...(await load()).options, ...commonOptions]) expect(out).toContain(flags)
      expect(await dagbook(['help', name])).toEqual({ code, out, err: '' })
    }
  })
  test('and the version are results, with exit code 0', async () => {
    expect(await dagbook(['help'])).toEqual(await dagbook(['--help']))
    expect(await dagbook(['--version'])).toEqual({ code: 0, out: `${packageVersion}\n`, err: '' })
  })
  test('is shown where no verb is given, and that is a mistake', async () => {
    const { code, out, err } = await dagbook([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: dagbook')
  })
})

describe('mistakes in the command line end with 2 and a hint', () => {
  test.each([
    [['biuld'], 'There is no command `biuld`.\n  Did you mean `build`?'],
    [['biuld', '--help'], 'Did you mean `build`?'],
    [['-C', 'x', 'help', 'zzz'], '`dagbook help` lists them all.'],
    [['build', '--strct'], 'Unknown option `--strct`.\n  Did you mean `--strict`?'],
    [['build', '--zzz'], 'Unknown option `--zzz`.\n  `dagbook help build` says what there is.'],
    [['--zzz'], '`dagbook help` says what there is.'],
    [['build', 'a', 'b'], 'Too many arguments for `build`. Expected 1 argument but got 2.\n  `dagbook help build`'],
    [['build', '--out'], 'argument missing.\n  `dagbook help build`'],
    [['export'], 'Missing required argument `what`.\n  `dagbook help export`'],
    [['build', 'nowhere'], 'There is no folder `nowhere`.'],
    [['build', 'a', '--dir', 'b'], 'named twice'],
    [['export', 'modl'], 'Did you mean `model`?'],
    [['export', 'values'], 'needs a file'],
    [['export', 'model', 'extra.ts'], 'takes no argument'],
    [['explain', 'duplicate-dog'], 'Did you mean `duplicate-dag`?'],
    [['build', '--base', 'https://x/"'], 'no path that a site can be served under'],
    [['build', '--min-docs', '101'], 'no share in percent'],
  ])('%j', async (words, hint) => {
    const { code, out, err } = await dagbook(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(hint)
    expect(err).toMatch(/^dagbook: [^\n]+\.\n {2}[^\n]+\n$/)
  })
})

describe('explain', () => {
  test('lists all codes, and tells of one what, why and what to do', async () => {
    const all = await dagbook(['explain'])
    for (const code of Object.keys(problemCodes)) expect(all.out).toContain(`${code} `)
    const { code, out } = await dagbook(['explain', 'cycle'])
    expect(code).toBe(0)
    for (const part of Object.values(problemCodes.cycle!)) expect(out).toContain(part)
  })
  test('is coloured only for somebody who looks and did not ask for none', async () => {
    const bold = '\u001b[1m'
    expect((await dagbook(['explain', 'cycle'], { tty: true })).out).toContain(bold)
    expect((await dagbook(['explain', 'cycle'])).out).not.toContain(bold)
    expect((await dagbook(['explain', 'cycle', '--no-color'], { tty: true })).out).not.toContain(bold)
    expect((await dagbook(['explain', 'cycle'], { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain(bold)
    expect((await dagbook(['explain', 'cycle'], { tty: true, env: { TERM: 'dumb' } })).out).not.toContain(bold)
  })
})

describe('the README', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
  const rows = (header: string) => readme.split(header)[1]!.split('\n').slice(2).filter((line, i, all) => all.slice(0, i + 1).every((each) => each.startsWith('|')))

  test('lists the verbs as they are', async () => {
    const expected = await Promise.all(commands.map(async ({ name, summary, load }) =>
      `| \`${['dagbook', name, ...(await load()).arguments.map((argument) => argument.name)].join(' ')}\` | ${summary} |`))
    expect(rows('| command | does |')).toEqual(expected)
  })
  test('lists the options as they are', async () => {
    const users = new Map<string, string[]>()
    for (const { name, load } of commands) {
      for (const { flags, description } of (await load()).options) {
        const key = `\`${flags}\`|${description}`
        users.set(key, [...(users.get(key) ?? []), name])
      }
    }
    for (const { flags, description } of commonOptions) users.set(`\`${flags}\`|${description}`, ['all'])
    expect(rows('| option | of | means |')).toEqual([...users].map(([key, names]) => `| ${key.split('|')[0]} | ${names.join(', ')} | ${key.split('|')[1]} |`))
  })
})

test('a bug in dagbook says so, ends with 2 and shows its trace only on demand', async () => {
  const broken: CommandEntry = { name: 'broken', summary: 'never works', load: async () => ({ arguments: [], options: [], run: () => { throw new TypeError('x is not a function') } }) }
  const { code, err } = await dagbook(['broken'], { entries: [broken] })
  expect(code).toBe(2)
  expect(err).toBe('dagbook: this is a bug in dagbook, not in your project: x is not a function\n  Run it again with --verbose and report what it says.\n')
  expect((await dagbook(['broken', '--verbose'], { entries: [broken] })).err).toContain('program.test.ts')
})
