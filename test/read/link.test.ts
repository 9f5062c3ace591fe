import { describe, expect, test } from 'vitest'
import type { Dag, Task } from '#model'
import { link } from '../../src/read/link.ts'

const at = (line: number, file = 'dags/a.ts') => ({ file, line, column: 1, endLine: line, endColumn: 2 })
const task = (dagId: string, taskId: string, more: Partial<Task> = {}): Task => ({
  id: `task:${dagId}/${taskId}`, taskId, operator: 'BashOperator', kind: 'task', group: null, triggerRule: 'all_success', retries: 0, args: {}, at: at(5), ...more,
})
const dag = (dagId: string, more: Partial<Dag> = {}): Dag => ({
  id: `dag:${dagId}`, dagId, system: 'dagbook', language: 'typescript', kind: 'dag', at: at(1), tags: [], owners: [], schedule: { kind: 'none' }, timezone: 'UTC',
  catchup: false, maxActiveRuns: 16, maxActiveTasks: 16, params: {}, callbacks: [], tasks: [], groups: [], edges: [], complete: true, assumptions: [], ...more,
})
const linked = (...dags: Dag[]) => link([{ dags, tables: [], assets: [], pipelines: [], files: [], problems: [] }], {})
const codes = (...dags: Dag[]) => linked(...dags).problems.map((problem) => `${problem.severity} ${problem.code}: ${problem.message}`)

describe('duplicates', () => {
  test('of a DAG id: the first in file order stays, whatever the order of reading', () => {
    const first = dag('x', { description: 'first' }), second = dag('x', { description: 'second', at: at(1, 'dags/b.ts') })
    for (const order of [[first, second], [second, first]]) {
      const model = linked(...order)
      expect(model.dags.map((d) => d.description)).toEqual(['first'])
      expect(model.problems).toMatchObject([{ code: 'duplicate-dag', at: { file: 'dags/b.ts' }, related: [{ at: { file: 'dags/a.ts' } }] }])
    }
  })
  test('of a task id cost one problem, also where each has a condition: readers join those that are never there at once', () => {
    expect(codes(dag('x', { tasks: [task('x', 'a'), task('x', 'a', { at: at(9) })] }))).toEqual(['error duplicate-task: The DAG `x` has two tasks `a`; the second is left out.'])
    expect(codes(dag('x', { tasks: [task('x', 'a', { when: 'process.env.A' }), task('x', 'a', { when: 'process.env.B' })] }))).toEqual(['error duplicate-task: The DAG `x` has two tasks `a`; the second is left out.'])
  })
  test('of an edge are joined; the unconditional one and its label win', () => {
    const [joined] = linked(dag('x', { tasks: [task('x', 'a'), task('x', 'b')], edges: [{ from: 'a', to: 'b', when: 'c' }, { from: 'a', to: 'b' }, { from: 'a', to: 'b', label: 'yes' }] })).dags
    expect(joined!.edges).toEqual([{ from: 'a', to: 'b', label: 'yes' }])
  })
})

test('a cycle is one problem that names the way round, also in a very long chain', () => {
  const tasks = Array.from({ length: 20_000 }, (_, i) => task('x', `t${String(i).padStart(5, '0')}`))
  const edges = tasks.slice(1).map((t, i) => ({ from: tasks[i]!.taskId, to: t.taskId }))
  expect(codes(dag('x', { tasks, edges }))).toEqual([])
  expect(codes(dag('x', { tasks, edges: [...edges, { from: 't00002', to: 't00000' }] }))).toEqual(['error cycle: The tasks of the DAG `x` wait for each other: t00000 → t00001 → t00002 → t00000.'])
})

test('a trigger cycle between DAGs is no problem; a DAG that is not there is a note', () => {
  const a = dag('a', { tasks: [task('a', 'go', { kind: 'trigger', trigger: { dagId: 'b' } })] })
  const b = dag('b', { tasks: [task('b', 'go', { kind: 'trigger', trigger: { dagId: 'a' } })], callbacks: [{ on: 'failure', triggers: ['restore'] }] })
  expect(codes(a, b)).toEqual(['note unknown-dag: On failure, the DAG `b` triggers the DAG `restore`, which is not in these sources.'])
})

test('a sensor on a task that its DAG does not have is a warning, unless that DAG is incomplete', () => {
  const waits = dag('w', { tasks: [task('w', 'wait', { waitsFor: { dagId: 'a', taskIds: ['nope', 'load'] } })] })
  expect(codes(waits, dag('a', { tasks: [task('a', 'load')] }))).toEqual(['warning unknown-task: The task `wait` of `w` waits for the task `nope` of the DAG `a`, which has no such task.'])
  expect(codes(waits, dag('a', { complete: false }))).toEqual([])
})

test('tables and assets know who writes, reads, publishes and waits', () => {
  const model = linked(
    dag('a', { tasks: [task('a', 'load', { reads: ['Raw.Items'], writes: [{ table: 'prod.x', mode: 'append' }], outlets: ['fresh'] })] }),
    dag('b', { schedule: { kind: 'assets', condition: { any: ['fresh', 'other'] } }, tasks: [task('b', 'use', { reads: ['PROD.X'] })] }),
  )
  expect(model.tables.map(({ id, name, role, writers, readers }) => ({ id, name, role, writers, readers }))).toEqual([
    { id: 'table:prod.x', name: 'prod.x', role: 'table', writers: ['task:a/load'], readers: ['task:b/use'] },
    { id: 'table:raw.items', name: 'Raw.Items', role: 'source', writers: [], readers: ['task:a/load'] },
  ])
  expect(model.assets.map(({ name, producers, consumers }) => ({ name, producers, consumers }))).toEqual([
    { name: 'fresh', producers: ['task:a/load'], consumers: ['dag:b'] },
    { name: 'other', producers: [], consumers: ['dag:b'] },
  ])
})

test('coverage counts symbolic, guarded and assumed facts as not known', () => {
  const assumed = { name: 'env REGION', value: 'us', from: 'default' as const }
  const model = linked(
    dag('a', { tasks: [task('a', 'ok'), task('a', 'env', { args: { region: { $unknown: 'env', of: 'REGION' } } }), task('a', 'guarded', { when: 'process.env.A' }), task('a', 'assumed', { assumptions: [assumed] })] }),
    dag('b', { complete: false }),
  )
  expect(model.coverage).toMatchObject({ dags: { known: 1, total: 2 }, tasks: { known: 1, total: 4 } })
  expect(model.coverage.values.total - model.coverage.values.known).toBe(2)
})

test('no secret reaches the model', () => {
  const model = linked(dag('a', { tasks: [task('a', 'x', { args: { password: 'hunter2', command: 'psql postgres://u:hunter2@h/db' } })] }))
  expect(JSON.stringify(model)).not.toContain('hunter2')
})
