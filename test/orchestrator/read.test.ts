// Reading a pipeline without running it gives what running it gives, and nothing about it is unknown.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadLibrary } from '#disk'
import { treeOf, type Model } from '#model'
import { readProject } from '#read'
import { hostReader } from '#value'
import { link } from '../../src/read/link.ts'
import { liftValues } from '../../src/read/typescript/lift.ts'
import { comparable, firstDifference } from '../oracle/comparable.ts'
import { local, production } from './fixtures/everything.ts'

const text = readFileSync(new URL('./fixtures/everything.ts', import.meta.url), 'utf8')
const library = loadLibrary()
/** The fixture with only one of its two exports, so that no DAG is there twice. */
const read = (kept: 'production' | 'local'): Model =>
  readProject(treeOf({ 'everything.ts': text.replace(kept === 'local' ? /export const production.*/ : /export const local.*/, '') }), { library })
const ran = (dags: readonly object[]): Model => {
  const { records: _, ...facts } = liftValues([hostReader()(dags)])
  return link([{ ...facts, files: [] }], {})
}

describe.each(['production', 'local'] as const)('%s', (environment) => {
  const model = read(environment)
  it('is the same read and run', () => {
    const other = ran(environment === 'local' ? local : production)
    expect(firstDifference(comparable(model), comparable(other))).toBeUndefined()
  })
  it('is known through and through', () => {
    expect(model.coverage.values).toEqual({ known: model.coverage.values.total, total: model.coverage.values.total })
    expect(model.dags.every(({ complete }) => complete)).toBe(true)
    expect(model.dags.map(({ dagId }) => dagId)).toEqual(['every_backfill_orchestrator', 'every_daily_orchestrator', 'every_monthly_orchestrator', 'features', 'language', 'other', 'topic'])
  })
  it('has its tasks where the author made them, not where the framework did', () => {
    const places = model.dags.flatMap(({ tasks }) => tasks.map(({ at }) => at?.file))
    expect(new Set(places)).toEqual(new Set(['everything.ts']))
  })
})

describe('settings', () => {
  const { pipelines } = read('production')
  const setting = (scope: string, path: string) => pipelines[0]?.settings.find((one) => one.scope === scope && one.path === path)
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length
  it('stand where the winning value is written', () => {
    expect(pipelines.map(({ name }) => name)).toEqual(['every'])
    expect(setting('language', 'dags.language.wt')).toMatchObject({ value: 'prod.wt.lang', layer: 'dag', at: { file: 'everything.ts', line: lineOf("wt: 'prod.wt.lang'") } })
    expect(setting('monthly', 'orchestrators.defaults.essence')).toMatchObject({ layer: 'defaults', at: { line: lineOf("essence: 'Runs") } })
    expect(setting('monthly', 'orchestrators.runTypes.monthly.tags')).toMatchObject({ value: [], layer: 'run type' })
  })
})

describe('an environment that is not known', () => {
  const asked = text.replace(/export const production.*/, '').replace("isLocalInstance('me')", 'isLocalInstance(process.env.INSTANCE)')
  const open = readProject(treeOf({ 'everything.ts': asked }), { library })
  const tasksOf = (model: Model): string[] => model.dags.flatMap(({ tasks }) => tasks.map(({ id }) => id))
  it('leaves every DAG and task standing', () => {
    expect(tasksOf(open)).toEqual(tasksOf(read('production')))
    expect(open.problems.map(({ code }) => code)).toEqual(['unknown-dag'])
  })
  it('makes names of tables a choice of two', () => {
    const writes = open.dags.find(({ dagId }) => dagId === 'language')?.tasks.find(({ taskId }) => taskId === 'x_update_wt')?.writes
    expect(writes).toMatchObject([{ table: { $choice: { then: 'sandbox.me_wt.lang', else: 'prod.wt.lang' } }, mode: 'merge' }])
  })
  it('is settled by a fixture', () => {
    const settled = readProject(treeOf({ 'everything.ts': asked }), { library, fixtures: { env: { INSTANCE: 'Production' } } })
    expect(JSON.stringify(settled.dags)).not.toContain('$choice')
  })
})
