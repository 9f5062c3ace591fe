// Who owns a file, as CODEOWNERS says it: the documented examples of GitHub and GitLab, and lines that are none.
import { describe, expect, test } from 'vitest'
import { readCodeOwners } from '../../src/docs/codeowners.ts'

const owners = (text: string, below = '') => readCodeOwners({ path: 'CODEOWNERS', text, below })

describe('patterns', () => {
  test.each([
    ['*', ['a.ts', 'x/y/a.ts'], []],
    ['*.js', ['a.js', 'x/y/a.js'], ['a.ts', 'a.js.ts']],
    ['/build/logs/', ['build/logs/a', 'build/logs/b/c'], ['x/build/logs/a', 'build/logs']],
    ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'x/docs/a.md']],
    ['apps/', ['apps/a', 'x/apps/b/c'], ['apps', 'myapps/a']],
    ['/docs/', ['docs/a', 'docs/b/c.md'], ['x/docs/a']],
    ['**/logs', ['logs/a', 'build/logs/a', 'x/y/logs'], ['logsx/a']],
    ['/apps/github', ['apps/github', 'apps/github/x/y'], ['x/apps/github', 'apps/github.ts']],
    ['dags/**/etl.ts', ['dags/etl.ts', 'dags/a/b/etl.ts'], ['etl.ts', 'dags/etl.tsx']],
    ['a?c.ts', ['abc.ts', 'x/adc.ts'], ['ac.ts', 'a/c.ts']],
    ['dags/my\\ etl.ts', ['dags/my etl.ts'], ['dags/my']],
    ['Dags/x.ts', [], ['dags/x.ts']],
    ['dags/[x].ts', ['dags/[x].ts'], ['dags/x.ts']],
  ])('%s', (pattern, matches, others) => {
    const { ownersOf, problems } = owners(`${pattern} @team`)
    expect(problems).toEqual([])
    for (const path of matches) expect(ownersOf(path), path).toEqual(['@team'])
    for (const path of others) expect(ownersOf(path), path).toEqual([])
  })

  test('many wildcards take no time', () => {
    const started = performance.now()
    expect(owners(`${'**/a*'.repeat(60)}b @x\n${'*a'.repeat(200)} @y`).ownersOf(`${'aaaa/'.repeat(60)}${'a'.repeat(300)}`)).toEqual(['@y'])
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('rules', () => {
  test('the last that matches wins, and one without owners takes them away', () => {
    const { ownersOf } = owners('# everybody\n* @org/data\n/dags/ @org/etl etl@example.org  # the pipelines\n/dags/generated/\n')
    expect(ownersOf('README.md')).toEqual(['@org/data'])
    expect(ownersOf('dags/a.ts')).toEqual(['@org/etl', 'etl@example.org'])
    expect(ownersOf('dags/generated/a.ts')).toEqual([])
  })

  test('sections each have their say; their owners stand in where a line has none', () => {
    const { ownersOf, problems } = owners('* @all\n[Pipelines] @etl\ndags/\ndags/finance/ @finance\n^[SQL][2] @dba\n*.sql\n')
    expect(problems).toEqual([])
    expect(ownersOf('dags/a.ts')).toEqual(['@all', '@etl'])
    expect(ownersOf('dags/finance/a.sql')).toEqual(['@all', '@finance', '@dba'])
  })

  test('a project may lie in a folder of the repository', () => {
    expect(owners('/pipelines/dags/ @etl', 'pipelines').ownersOf('dags/a.ts')).toEqual(['@etl'])
    expect(owners('/dags/ @etl', 'pipelines').ownersOf('dags/a.ts')).toEqual([])
  })

  test('a line that is no rule costs one problem with its place', () => {
    const { ownersOf, problems } = owners('* @all\n!dags/ @x\ndags/ nobody\n')
    expect(ownersOf('dags/a.ts')).toEqual(['@all'])
    expect(problems.map(({ message, at }) => [message, at?.file, at?.line])).toEqual([
      ['The line is left out: `!dags/` excludes files, which such a file cannot.', 'CODEOWNERS', 2],
      ['The line is left out: `nobody` is neither `@name` nor an address.', 'CODEOWNERS', 3],
    ])
  })
})
