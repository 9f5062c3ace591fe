// Options that no scheduler takes: none of them is shown as a fact, and each costs one problem that says what may be meant.
import { describe, expect, test } from 'vitest'
import { problemCodes } from '#model'
import { readFiles } from '../read-files.ts'

const head = "import { allOf, asset, assetsOrTime, cron, Dag, days, every } from 'dagbook'\n"
const read = (source: string) => readFiles({ 'main.ts': head + source })
const said = (source: string) => read(source).problems.map(({ code, message, help }) => `${code}: ${message} ${help}`)
const unsupported = (detail: string) => ({ $unknown: 'unsupported', detail })

describe('a schedule', () => {
  test.each([
    ["'@dayly'", 'is no preset', 'Did you mean `@daily`?'],
    ["'@onec'", 'is no preset', 'Did you mean `@once`?'],
    ["'every day'", 'has 2 fields; there are 5, 6 with seconds last, or 7 with the year after them', 'A cron has five fields, minute first: `30 4 * * 1-5`.'],
    ["'0 0 * *'", 'has 4 fields; there are 5, 6 with seconds last, or 7 with the year after them', 'A cron has five fields, minute first: `30 4 * * 1-5`.'],
    ["'61 0 * * *'", 'has a minute 61; there are 0 to 59', 'A cron has five fields, minute first: `30 4 * * 1-5`.'],
    ["''", 'has 0 fields; there are 5, 6 with seconds last, or 7 with the year after them', 'A cron has five fields, minute first: `30 4 * * 1-5`.'],
  ])('%s is none', (text, why, help) => {
    const written = text.slice(1, -1)
    for (const schedule of [text, `cron(${text} as never)`]) {
      const source = `export const d = new Dag('d', { schedule: ${schedule} as never })`
      expect(said(source)).toEqual([`schedule: The schedule \`${written}\` ${why}. ${help}`])
      const model = read(source)
      expect(model.dags[0]).toMatchObject({ schedule: unsupported(`\`${written}\` ${why}`) })
      expect(model.problems[0]!.at).toMatchObject({ file: 'main.ts', line: 2 })
    }
  })
  test('is asked on each side of a condition, in lists and beside assets', () => {
    expect(said("export const d = new Dag('d', { schedule: process.env.A ? '@daily' : '@dayly' as never })\nexport const e = new Dag('e', { schedule: cron(['0 0 * * *', '0 0 * *'] as never) })\nexport const f = new Dag('f', { schedule: assetsOrTime(asset('x'), '0 0 *' as never) })").map((text) => text.slice(0, 36)))
      .toEqual(['schedule: The schedule `@dayly` is n', 'schedule: The schedule `0 0 * *` has', 'schedule: The schedule `0 0 *` has 3'])
  })
  test('that steps on the spot is none', () => {
    expect(said("export const d = new Dag('d', { schedule: every(0) })\nexport const e = new Dag('e', { schedule: every({ days: -1 }) })")).toEqual([
      'schedule: The schedule does not go forward. Give it a step that is longer than nothing.', 'schedule: The schedule does not go forward. Give it a step that is longer than nothing.',
    ])
  })
  test('of any other type is none', () => {
    expect(said("export const d = new Dag('d', { schedule: 5 as never })")).toEqual(['schedule: The schedule `5` is none. Give a cron, a preset, an interval, assets, or null for none.'])
  })
  test('that is right has no problem', () => {
    expect(said("export const d = new Dag('d', { schedule: '@Daily' as never })\nexport const e = new Dag('e', { schedule: cron('*/5 * * * mon#1 30', 'Europe/Paris') })\nexport const f = new Dag('f', { schedule: every(days(1)) })\nexport const g = new Dag('g', { schedule: `${process.env.MINUTE} 0 * * *` as never })\nexport const h = new Dag('h', { schedule: allOf(asset('x')) })")).toEqual([])
  })
})

describe('an option', () => {
  test.each([
    ["timezone: 'Europe/Pari'", 'The time zone `Europe/Pari` is none.', 'Did you mean `Europe/Paris`?'],
    ["schedule: cron('0 0 * * *', 'Nowhere/At_all')", 'The time zone `Nowhere/At_all` is none.', 'Name one of the IANA database, such as `Europe/Paris`.'],
    ["startDate: 'yesterday' as never", '`startDate` cannot be `yesterday`: that is no date.', 'Write it as in ISO 8601: `2024-01-31` or `2024-01-31T06:00`.'],
    ["maxActiveRuns: -1", '`maxActiveRuns` cannot be `-1`: it has to be 0 or more.', ''],
    ["catchup: 'no' as never", "`catchup` cannot be `'no'`: it has to be true or false, not a text.", ''],
  ])('of a DAG: %s', (option, message, help) => {
    expect(said(`export const d = new Dag('d', { ${option} })`)).toEqual([`option: ${message} ${help === '' ? 'Correct the value.' : help}`])
  })
  test.each([
    ["triggerRule: 'all_sucess' as never", '`triggerRule` cannot be `all_sucess`: there is no such rule.', 'Did you mean `all_success`?', 'triggerRule'],
    ["weightRule: 'down' as never", '`weightRule` cannot be `down`: there is no such rule.', 'It can be `downstream`, `upstream`, `absolute`, or the path of a class.', 'weightRule'],
    ['retries: -1', '`retries` cannot be `-1`: it has to be 0 or more.', 'Correct the value.', 'retries'],
    ['retries: 1.5', '`retries` cannot be `1.5`: it has to be a whole number.', 'Correct the value.', 'retries'],
    ["retryDelay: '5m' as never", "`retryDelay` cannot be `'5m'`: it has to be a number of seconds, not a text.", 'Correct the value.', 'retryDelayMs'],
    ["retries: '3' as never", "`retries` cannot be `'3'`: it has to be a whole number, not a text.", 'Write it without quotes: `3`.', 'retries'],
    ['executionTimeout: -5', '`executionTimeout` cannot be `-5`: it has to be 0 or more.', 'Correct the value.', 'executionTimeoutMs'],
    ['poolSlots: 0', '`poolSlots` cannot be `0`: it has to be 1 or more.', 'Correct the value.', 'poolSlots'],
  ])('of a task: %s', (option, message, help, field) => {
    const source = `export const d = new Dag('d', { defaults: { ${option} } })\nd.empty('a')\nd.empty('b')`
    expect(said(source)).toEqual([`option: ${message} ${help}`])
    expect(read(source).dags[0]!.tasks[0]).toMatchObject({ [field]: { $unknown: 'unsupported' } })
  })
  test('on one side of a condition', () => {
    const source = "export const d = new Dag('d')\nd.empty('a', { retries: process.env.A ? -1 : 2 })"
    expect(said(source)).toHaveLength(1)
    expect(read(source).dags[0]!.tasks[0]!.retries).toMatchObject({ $choice: { then: { $unknown: 'unsupported' }, else: 2 } })
  })
  test('that is right, or not known, has no problem', () => {
    expect(said("export const d = new Dag('d', { timezone: '+05:30', maxActiveRuns: 0, startDate: new Date(0) })\nd.empty('a', { retries: Number(process.env.R), weightRule: 'my.rules.Heavy' as never, triggerRule: 'none_failed', maxRetryDelay: null, retryExponentialBackoff: 2 })")).toEqual([])
  })
})

describe('an id', () => {
  test.each([
    ["d.empty('')", 'The id of a task of the DAG `d` is empty.', 'Give it a text that is not empty.'],
    ['d.empty(undefined as never)', 'The id of a task of the DAG `d` is no text (`undefined`).', 'Give it a text that is not empty.'],
    ["d.empty('load orders')", '`load orders` is no id for a task of the DAG `d`: a scheduler takes letters, digits, dashes, dots and underscores only.', 'Did you mean `load_orders`?'],
    ["const g = d.taskGroup('my group')\ng.empty('a')", '`my group` is no id for a group of the DAG `d`: a scheduler takes letters, digits, dashes, dots and underscores only.', 'Did you mean `my_group`?'],
    ["d.empty('x'.repeat(251))", 'The id of a task of the DAG `d` has 251 characters; a scheduler takes 250 at most.', 'Give it a shorter one.'],
    ["export const e = new Dag('')", 'The id of a DAG is empty.', 'Give it a text that is not empty.'],
  ])('%s', (source, message, help) => {
    const model = read(`export const d = new Dag('d')\n${source}`)
    expect(model.problems).toMatchObject([{ code: 'id', severity: 'error', message, help, at: { line: 3 } }])
  })
  test('of letters, digits, dashes, dots and underscores has none', () => {
    expect(said("export const d = new Dag('my-dag.v2_x')\nd.taskGroup('g').empty('a-b.c_1')")).toEqual([])
  })
})

test('each of these codes has a page', () => {
  for (const code of ['schedule', 'option', 'id']) expect(problemCodes).toHaveProperty(code)
})

describe('an option that there is not', () => {
  const found = (source: string) => readFiles({ 'main.ts': `import { Dag, defineOperator } from 'dagbook'\n${source}` }).problems.map(({ code, severity, message, help, at }) => [code, severity, message, help, at?.line])
  test.each([
    ["export const d = new Dag('d', { shedule: '@daily' })", 'shedule', 'a DAG', 'schedule'],
    ["export const d = new Dag('d'); d.bash('t', { comand: 'x' })", 'comand', '`BashOperator`', 'command'],
    ["export const d = new Dag('d'); d.fileSensor('t', { filepath: 'x', pokeIntervall: 3 })", 'pokeIntervall', '`FileSensor`', 'pokeInterval'],
    ["export const d = new Dag('d'); d.taskGroup('g', { labl: 'x' })", 'labl', 'a task group', 'label'],
    ["export const d = new Dag('d'); d.bash('t', process.env.A ? { command: 'x' } : { comand: 'y' })", 'comand', '`BashOperator`', 'command'],
  ])('is a warning that names the one that is meant: %s', (source, key, what, meant) => {
    expect(found(source)).toEqual([['option', 'warning', `\`${key}\` is no option of ${what}, so it has no effect.`, `Did you mean \`${meant}\`?`, 2]])
  })
  test('is a warning too where none is near', () => {
    expect(found("export const d = new Dag('d'); d.bash('t', { command: 'x', zzz: 1 })")).toEqual([['option', 'warning', '`zzz` is no option of `BashOperator`, so it has no effect.', expect.stringContaining('Leave it out'), 2]])
  })
  test('is none of an operator that takes anything, and none where nothing is given', () => {
    expect(found(`export const d = new Dag('d', { shedule: undefined })
d.operator('BashOperator', 'a', { bash_command: 'x' })
d.operator('acme.X', 'b', { anything: 1 })
d.sensor('FileSensor', 'c', { path: 'x' })
d.operator(defineOperator('Push'), 'e', { queue: 'x' })
d.externalTask('f', { dagId: 'd', taskId: 'a' })
d.triggerDagRun({ taskId: 'g', dag: d, conf: {} })`)).toEqual([])
  })
})
