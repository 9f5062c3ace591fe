// The framework: what it makes, keeps and finishes, and the record of its config.
import { describe, expect, it } from 'vitest'
import { defaultLocalConfig, Framework, InternalDag, Orchestrator } from 'dagbook/orchestrator'
import { frameworkOf, idsOf, local } from './build.ts'

const finished = (make: (framework: ReturnType<typeof frameworkOf>) => void): string[] => {
  const framework = frameworkOf()
  make(framework)
  return framework.finishCreatingDags().map(({ dagId }) => dagId)
}

describe('making DAGs', () => {
  it('makes one, several, or an orchestrator for each run type', () => {
    expect(frameworkOf().createDag('one')).toBeInstanceOf(InternalDag)
    expect(frameworkOf().createDags(['one', 'two']).map(({ id }) => id)).toEqual(['one', 'two'])
    expect(frameworkOf().createOrchestrators().map(({ dag }) => dag.dagId)).toEqual(['pipe_daily_orchestrator', 'pipe_backfill_orchestrator'])
  })
  it('finishes everything that was made, in whatever order', () => {
    const all = ['one', 'two', 'pipe_daily_orchestrator', 'pipe_backfill_orchestrator']
    expect(finished((framework) => { framework.createOrchestrators(); framework.createDags(['one', 'two']) })).toEqual(all)
    expect(finished((framework) => { framework.createDag('one'); framework.createDags(['two']); framework.createOrchestrator('daily'); framework.createOrchestrator('backfill') })).toEqual(all)
  })
  it('finishes an orchestrator that was made by itself too', () => {
    const framework = frameworkOf()
    const orchestrator = framework.createOrchestrator('daily')
    expect(idsOf(orchestrator)).not.toContain('drop_temps')
    framework.finishCreatingDags()
    expect(idsOf(orchestrator).at(-1)).toBe('drop_temps')
    expect(orchestrator.docs.data.tasks).toContain('drop_temps')
  })
  it('finds a DAG by its id and an orchestrator by its run type', () => {
    const framework = frameworkOf()
    const one = framework.createDag('one'), daily = framework.createOrchestrator('daily')
    expect(framework.getDsDag('one')).toBe(one)
    expect(framework.getDsDag('daily')).toBe(daily)
    expect(framework.getDsDag('daily')).toBeInstanceOf(Orchestrator)
    expect(() => framework.getDsDag('two')).toThrow("There is no DAG 'two' yet")
  })
  it('makes each only once', () => {
    const framework = frameworkOf()
    framework.createDag('one')
    framework.createOrchestrator('daily')
    expect(() => framework.createDag('one')).toThrow("DAG 'one' was created twice")
    expect(() => framework.createOrchestrator('daily')).toThrow("The orchestrator of 'daily' was created twice")
  })
  it('gives a DAG that the config does not have the values of the root, and says so on its page', () => {
    const other = frameworkOf({ root: { schedule: '@daily', validationThreshold: 80 } }).createDag('other')
    other.newTasksStoreResults({ appendToHistory: true })
    other.finish()
    expect(other.dag.spec).toMatchObject({ schedule: '@daily' })
    expect(other.docs.data.scripts).toContain('The configuration has no section `other`: this DAG has the values of its root.')
    expect(other.docs.data.essence_extra).toContain("appends its output to {{ dag_run.conf.get('history_table', ) }}.")
  })
  it('makes DAGs also where there is no orchestrator', () => {
    const framework = new Framework({ schedule: '@daily', dags: { alone: {} } })
    framework.createDag('alone')
    expect(framework.createOrchestrators()).toEqual([])
    expect(framework.finishCreatingDags().map(({ dagId, spec }) => [dagId, spec.schedule, spec.pipeline?.name])).toEqual([['alone', '@daily', 'pipeline']])
  })
  it('refuses a run type that the config does not have', () => {
    expect(() => frameworkOf().createOrchestrator('typo')).toThrow("The config has no run type 'typo'")
  })
  it('leaves the config as it is', () => {
    const framework = frameworkOf()
    const before = JSON.stringify(framework.config)
    framework.createOrchestrators()
    framework.finishCreatingDags()
    expect(JSON.stringify(framework.config)).toBe(before)
  })
})

describe('the local config', () => {
  it('has a default to start from', () => expect(defaultLocalConfig).toEqual({ prefix: 'sandbox.me_', sqlRowLimit: 10_000, eventsLimit: 10 }))
})

describe('the config as a record', () => {
  const record = (isLocal = false) => {
    const framework = frameworkOf({ root: { owner: 'me' }, one: { wt: 'prod.wt.one' }, defaults: { essence: 'e' }, daily: { schedule: '@daily' } }, isLocal ? { local } : {})
    return framework.createDag('one').dag.spec.pipeline!
  }
  const settingOf = (scope: string | null, path: string, isLocal = false) => record(isLocal).settings.find((setting) => setting.scope === scope && setting.path === path)
  it('is called after the pipeline', () => expect([record().name, record().layers]).toEqual(['pipe', ['local', 'dag', 'run type', 'defaults', 'root']]))
  it('has every leaf with the layer that won, where the winner stands', () => {
    expect(settingOf(null, 'owner')).toMatchObject({ value: 'me', layer: 'root' })
    expect(settingOf('one', 'dags.one.wt')).toMatchObject({ value: 'prod.wt.one', layer: 'dag' })
    expect(settingOf('one', 'owner')).toMatchObject({ value: 'me', layer: 'root' })
    expect(settingOf('daily', 'orchestrators.runTypes.daily.schedule')).toMatchObject({ value: '@daily', layer: 'run type' })
    expect(settingOf('backfill', 'orchestrators.defaults.essence')).toMatchObject({ value: 'e', layer: 'defaults' })
    expect(settingOf('backfill', 'owner')).toMatchObject({ value: 'me', layer: 'root' })
  })
  it('has what is used locally', () => {
    expect(settingOf('one', 'dags.one.wt', true)?.value).toBe('sandbox.me_wt.one')
    expect(settingOf(null, 'local.prefix', true)).toMatchObject({ value: 'sandbox.me_', layer: 'local' })
    expect(settingOf(null, 'local.sqlRowLimit', true)?.value).toBe(1000)
  })
})

describe('DAGs that are awaited', () => {
  it('are not taken for promises', async () => {
    const framework = frameworkOf()
    expect(await framework.createDag('one')).toBe(framework.getDsDag('one'))
    expect(await framework.createOrchestrator('daily')).toBe(framework.getDsDag('daily'))
  })
})
