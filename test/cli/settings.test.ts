// dagbook.yaml: what it may say, and what is said about what it may not.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSettings } from '../../src/cli/parse-settings.ts'
import { folderOf } from '../fixtures/folder.ts'
import { dagbook } from './run.ts'

const problems = (source: string) => parseSettings(source).problems.map(({ at, message, help }) => `${at?.line}:${at?.column} ${message} ${help}`)

describe('settings', () => {
  test('are taken as they are written', () => {
    expect(parseSettings(`
title: Shop
read: { include: ['dags/**'], exclude: [], airflowVersion: 2.10, croniter: 6 }
fixtures: { env: { PORT: 8080, CODE: 0123, ON: yes, EMPTY: "" } }
environments:
  prod: { fixtures: { env: { REGION: us } } }
docs: { templates: mine }
site: { base: /x/, search: false, sourceUrl: "https://x/{path}#L{line}" }
`)).toEqual({
      problems: [],
      settings: {
        title: 'Shop',
        read: { include: ['dags/**'], exclude: [], airflowVersion: '2.10', croniter: 6 },
        // A variable of the environment is text: nothing of what is written gets lost.
        fixtures: { env: { PORT: '8080', CODE: '0123', ON: 'yes', EMPTY: '' } },
        environments: { prod: { fixtures: { env: { REGION: 'us' } } } },
        docs: { templates: 'mine' },
        site: { base: '/x/', search: false, sourceUrl: 'https://x/{path}#L{line}' },
      },
    })
  })
  test('may be empty, with Windows line endings, or with a byte-order mark', () => {
    for (const source of ['', '\n', '# nothing\r\n', '{}']) expect(parseSettings(source)).toEqual({ settings: {}, problems: [] })
    expect(parseSettings('\uFEFFtitle: x\r\n')).toEqual({ settings: { title: 'x' }, problems: [] })
  })
  test('that do not exist cost one problem each, with a near match', () => {
    expect(problems('titel: x\nfixtures:\n  envs: { A: b }\nread: { zzz: 1 }\n')).toEqual([
      '1:1 There is no setting `titel`. Did you mean `title`?',
      '3:3 There is no setting `fixtures.envs`. Did you mean `env`?',
      '4:9 There is no setting `read.zzz`. Settings here: include, exclude, airflowVersion, croniter.',
    ])
  })
  test('of the wrong shape cost one problem, the rest holds', () => {
    const { settings, problems: found } = parseSettings('title: [a]\nread: x\nsite: { base: /x/, search: maybe }\nenvironments: { prod: 3 }\n')
    expect(settings).toEqual({ site: { base: '/x/' }, environments: {} })
    expect(found.map(({ message }) => message)).toEqual(['`title` should be text.', '`read` should be a set of keys.', '`site.search` should be `true` or `false`.', '`environments.prod` should be a set of keys.'])
  })
  test('of a scheduler that there is not cost one problem, which says what can be', () => {
    expect(problems('read: { airflowVersion: 1.10, croniter: 5 }')).toEqual([
      '1:25 `read.airflowVersion` cannot be `1.10`. The version of Airflow that the definitions are meant for: `2.10` or `3.2`; 3 when left out. It decides on what holds where a DAG says nothing.',
      '1:41 `read.croniter` should be 6 or 7. See the README for what dagbook.yaml may hold.',
    ])
    expect(parseSettings('read: { airflowVersion: latest }').settings).toEqual({ read: {} })
  })
  test('that are no YAML cost one problem', () => {
    expect(problems('a: [1\nb: }{')).toHaveLength(1)
    expect(problems('title: a\ntitle: b')).toHaveLength(1)
  })
  test('that leave open what has to be documented are an error, others a warning', () => {
    const severities = (source: string) => parseSettings(source).problems.map(({ severity }) => severity)
    for (const source of ['docs: { min: 90 }\nread: [', '- docs', 'docs', 'docs: 90', 'docs: { min: many }', 'docs: { min: 101 }']) expect(severities(source)).toEqual(['error'])
    expect(severities('titel: x\nread: 3\ndocs: { mn: 3 }')).toEqual(['warning', 'warning', 'warning'])
  })
  test.each([['that are no YAML', 'docs: { min: 0 }\nread: ['], ['that have no such share', 'docs: { min: many }'], ['that are no text', Uint8Array.from([0xe9])]])('%s fail a build, however quiet it is', async (_, text) => {
    const folder = folderOf({ 'a.ts': '', 'dagbook.yaml': text })
    const { code, out } = await dagbook(['build', folder, '--out', join(folder, 'book'), '--min-docs', '0', '--quiet'])
    expect(code).toBe(1)
    expect(out).toMatch(/^dagbook\.yaml:\d+:\d+  error  /m)
    expect(out).toContain('Whether the book passes is not known: see the error in dagbook.yaml.')
  }, 300_000)
  test('cannot reach a prototype, and aliases are not followed', () => {
    const { settings, problems: found } = parseSettings('fixtures: { env: { __proto__: evil, constructor: c } }\n__proto__: { title: x }\n')
    expect(Object.keys(settings.fixtures!.env!)).toEqual(['__proto__', 'constructor'])
    expect((settings as { title?: string }).title).toBeUndefined()
    expect(found).toHaveLength(1)
    expect(problems('a: &x [1]\ntitle: *x\n').join()).toContain('is an alias')
  })
})

describe('settings above the project', () => {
  test('do not count, and that is said: the nearest, no further than the repository goes', async () => {
    const said = async (files: Record<string, string>, project: string) => {
      const folder = folderOf({ 'repository/shop/dags/a.ts': '', 'repository/.git/HEAD': '', ...files })
      const { err, out } = await dagbook(['export', 'model', '--dir', join(folder, project)])
      expect(out).not.toContain('Title of above')
      return /The dagbook\.yaml in (\S+) does not count/.exec(err)?.[1]
    }
    const title = 'title: Title of above\n'
    expect(await said({ 'repository/shop/dagbook.yaml': title }, 'repository/shop/dags')).toBe('..')
    expect(await said({ 'repository/dagbook.yaml': title }, 'repository/shop/dags')).toBe('../..')
    expect(await said({ 'repository/dagbook.yaml': title, 'repository/shop/dags/dagbook.yaml': '' }, 'repository/shop/dags')).toBeUndefined()
    expect(await said({ 'dagbook.yaml': title }, 'repository/shop/dags')).toBeUndefined()
    expect(await said({ 'dagbook.yaml': title }, 'repository')).toBeUndefined()
  })
  test('are not looked for outside of a repository', async () => {
    const folder = folderOf({ 'dags/a.ts': '', 'dagbook.yaml': '' })
    expect((await dagbook(['export', 'model', '--dir', join(folder, 'dags')])).err).not.toContain('does not count')
  })
})

describe('environments', () => {
  test('that nothing is said of are told of, since nothing follows from them', async () => {
    const { out } = await dagbook(['export', 'model', '--dir', folderOf({ 'a.ts': '' }), '--env', 'prod'])
    expect((JSON.parse(out) as { problems: { message: string }[] }).problems.map((problem) => problem.message)).toContain('No setting says what holds in the environment `prod`.')
  })
  test('that the settings do not have are a mistake, with a near match', async () => {
    const folder = folderOf({ 'dagbook.yaml': 'environments: { production: {}, test: {} }' })
    const { code, err } = await dagbook(['export', 'model', '--dir', folder, '--env', 'prodution'])
    expect(code).toBe(2)
    expect(err).toContain('Did you mean `production`?')
  })
})
