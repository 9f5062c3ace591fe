// The recorded framework against ours: every field of every task, in both environments, from a model that was read.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { differences } from './ds-dag-differences.ts'
import { runDsDag } from './ds-dag.ts'
import type { DsDagSet } from './ds-dag-set.ts'

const recorded = (): DsDagSet => JSON.parse(readFileSync(new URL('./ds_dag.json', import.meta.url), 'utf8')) as DsDagSet

describe('ds_dag.json', () => {
  const results = runDsDag(recorded())
  it('is equal in every case', () => {
    expect(results.flatMap(({ id, difference }) => (difference === undefined ? [] : [`${id}: ${difference}`]))).toEqual([])
    expect(results.length).toBeGreaterThan(130)
  })
  it('differs on purpose only for a stated reason', () => {
    const reasons = differences.map(({ reason }) => reason)
    for (const { id, note } of results) if (note !== undefined) expect(reasons.filter((reason) => note.includes(reason)), id).not.toHaveLength(0)
  })
})

describe('the runner notices', () => {
  const changed = (change: (set: any) => void): string[] => { // eslint-disable-line @typescript-eslint/no-explicit-any -- the set is read-only otherwise
    const set = recorded()
    change(set)
    return runDsDag(set).flatMap(({ id, difference }) => (difference === undefined ? [] : [id]))
  }
  const lang = (set: any): any => set.environments[0].expected.dags.lang
  it.each<[string, (set: any) => void, string]>([
    ['a schedule', (set) => { lang(set).schedule = '@daily' }, 'production/lang'],
    ['a documented task', (set) => { lang(set).documented_tasks.pop() }, 'production/lang'],
    ['a label', (set) => { lang(set).labels.check_if_store_output.skip_storing_output = 'No' }, 'production/lang'],
    ['a pool', (set) => { lang(set).tasks.find((task: any) => task.id === 'update_wt').pool = 'x' }, 'production/lang/update_wt'],
    ['a table', (set) => { lang(set).tasks.find((task: any) => task.id === 'drop_temps').tables.pop() }, 'production/lang/drop_temps'],
    ['an option', (set) => { lang(set).tasks.find((task: any) => task.id === 'update_wt').options.wide_table = 'x' }, 'production/lang/update_wt'],
    ['an edge', (set) => { lang(set).tasks[0].downstream = [] }, 'production/lang/kickoff'],
    ['a task that is missing', (set) => { lang(set).tasks.push({ ...lang(set).tasks[0], id: 'more' }) }, 'production/lang/more'],
    ['a task too many', (set) => { lang(set).tasks.pop() }, 'production/lang/drop_temps'],
    ['a DAG that is missing', (set) => { set.environments[0].expected.dags.more = lang(set) }, 'production/more'],
    ['a conf', (set) => { set.environments[1].expected.enrich_dag_input[1].conf.wt = 'x' }, 'local/enrich_dag_input/1'],
    ['a decision', (set) => { set.environments[0].expected.enrich_dag_input[2].returns = 'trigger' }, 'production/enrich_dag_input/2'],
    ['a call that fails', (set) => { set.calls[5].call = 'new_task_nothing' }, 'production#throw'],
  ])('%s', (_title, change, id) => expect(changed(change)).toContain(id))
  it('has no case in another file', () => expect(runDsDag({})).toEqual([]))
})
