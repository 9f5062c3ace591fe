// The correlation fleet, read: the trigger graph goes in circles, each DAG does not.
import { describe, expect, test } from 'vitest'
import { demo, edgesOf, taskOf } from './demo.ts'
import type { Dag, Task } from '#model'

const fleet = ['pipeline_part_1', 'pipeline_part_2', 'restore', 's3_trigger', 'skip_input', 'snapshot', 'update_lookup_table']
const dags = new Map(fleet.map((id) => [id, demo.dags.find((dag) => dag.dagId === id)!]))
const dagOf = (id: string): Dag => dags.get(id)!
const triggers = (task: Task): string[] => [
  ...(task.trigger === undefined ? [] : [String(task.trigger.dagId)]),
  ...(task.callbacks ?? []).flatMap((callback) => (callback.triggers ?? []).map(String)),
]
const triggeredBy = (dag: Dag): string[] => [...new Set([
  ...dag.tasks.flatMap(triggers), ...dag.callbacks.flatMap((callback) => (callback.triggers ?? []).map(String)),
])].sort()

describe('the fleet', () => {
  test('has seven DAGs', () => {
    expect(fleet.filter((id) => dagOf(id) === undefined)).toEqual([])
  })
  test('has this trigger graph, failures included', () => {
    expect(Object.fromEntries(fleet.map((id) => [id, triggeredBy(dagOf(id))]))).toEqual({
      s3_trigger: ['skip_input'],
      skip_input: ['pipeline_part_1'],
      pipeline_part_1: ['pipeline_part_2', 'restore', 'skip_input', 'update_lookup_table'],
      pipeline_part_2: ['pipeline_part_2', 'restore', 'skip_input', 'snapshot'],
      restore: [],
      snapshot: [],
      update_lookup_table: [],
    })
  })
  test('calls restore only when a run of either part fails', () => {
    for (const id of ['pipeline_part_1', 'pipeline_part_2']) {
      expect(dagOf(id).callbacks).toMatchObject([{ on: 'failure', name: 'correlation.alerts:page', triggers: ['restore'] }])
    }
    expect(fleet.filter((id) => dagOf(id).tasks.some((task) => triggers(task).includes('restore')))).toEqual([])
  })
  test('is scheduled only where it starts', () => {
    expect(dagOf('s3_trigger').schedule).toEqual({ kind: 'interval', everyMs: 15 * 60_000, timing: 'trigger' })
    expect(fleet.filter((id) => (dagOf(id).schedule as { kind: string }).kind !== 'none')).toEqual(['s3_trigger'])
  })
  test('works its queues off one run at a time', () => {
    expect(fleet.map((id) => dagOf(id).maxActiveRuns)).toEqual(fleet.map(() => 1))
  })
})

describe('a DAG of the fleet', () => {
  test.each(fleet)('%s is acyclic and complete', (id) => {
    expect(dagOf(id).complete).toBe(true)
    expect(demo.problems.filter((problem) => problem.code === 'cycle')).toEqual([])
    expect(dagOf(id).doc).toContain('## The fleet')
  })
  test('part 1 enriches, updates the lookup table, clusters, pushes its batches and starts part 2', () => {
    expect(edgesOf(dagOf('pipeline_part_1'))).toEqual([
      'clustering_part_1 > push_batches',
      'enrich_with_technique > has_techniques',
      'has_techniques > trigger_skip_input (nothing to correlate)',
      'has_techniques > trigger_update_lookup_table (techniques found)',
      'push_batches > trigger_pipeline_part_2',
      'trigger_update_lookup_table > clustering_part_1',
    ])
  })
  test('part 2 finishes the file or triggers itself, then pops the batch and takes a snapshot', () => {
    expect(edgesOf(dagOf('pipeline_part_2'))).toEqual([
      'clustering_part_2 > is_last_batch',
      'finish.create_campaign > finish.trigger_skip_input',
      'finish.create_flow > finish.create_campaign',
      'finish.trigger_skip_input > pop_batch',
      'is_last_batch > finish.create_flow (last batch)',
      'is_last_batch > trigger_pipeline_part_2 (more to come)',
      'pop_batch > trigger_snapshot',
      'queue_front > clustering_part_2',
      'trigger_pipeline_part_2 > pop_batch',
    ])
    expect(taskOf(dagOf('pipeline_part_2'), 'pop_batch').triggerRule).toBe('none_failed_min_one_success')
  })
  test('the trigger skips only the side that is not taken', () => {
    expect(taskOf(dagOf('s3_trigger'), 'any_uploads').branch).toMatchObject({ to: ['enqueue_files', 'exit'], skips: 'named' })
    expect(taskOf(dagOf('skip_input'), 'has_input').branch).toMatchObject({ to: ['trigger_pipeline_part_1', 'queue_is_empty'], skips: 'named' })
  })
  test('the lookup table is written by one DAG and read by another', () => {
    const table = demo.tables.find((one) => one.name === 'intel.correlation.technique_lookup')!
    expect(table.writers).toEqual(['task:update_lookup_table/rebuild_lookup'])
    expect(table.readers).toContain('task:pipeline_part_1/enrich_with_technique')
  })
  test('the bucket is a choice with its default', () => {
    expect(taskOf(dagOf('s3_trigger'), 'list_upload_folders').args['opKwargs']).toMatchObject({ bucket: { $choice: { else: expect.anything() } } })
  })
})
