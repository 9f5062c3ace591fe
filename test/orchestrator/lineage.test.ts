// What each task reads and writes, as the framework declares it: names as the run renders them, targets by the names that they have by default.
import { describe, expect, it } from 'vitest'
import type { TaskRecord } from 'dagbook'
import { internalDag, orchestratorOf, taskOf } from './build.ts'

type Ref = { readonly name: string; readonly spec: { readonly role?: string } }
type Uses = { readonly reads?: readonly Ref[]; readonly writes?: readonly { readonly table: Ref; readonly mode: string }[] }
/** `[what it reads, what it writes]`: `table (mode, role)`. */
const uses = (task: TaskRecord): [string[], string[]] => {
  const { reads = [], writes = [] } = task.options as Uses
  return [reads.map(({ name }) => name), writes.map(({ table, mode }) => `${table.name} (${[mode, ...table.spec.role === undefined ? [] : [table.spec.role]].join(', ')})`)]
}

describe('an internal DAG', () => {
  const dag = internalDag({ one: { wt: 'prod.wt.one' } })
  dag.newTaskCreateTable({ sql: 'select 1', outputTable: 'all' })
  dag.newTaskCreateTable({ taskId: 'scripted', script: 's.py', inputTable: 'in', outputTable: 'out' })
  dag.newTaskCreateTable({ taskId: 'swapped', sql: 'select 1', useSpark: false, outputTable: 'made', isDagOutputTable: true })
  dag.newTaskProjectFeatures({ inputTable: 'all', outputTable: 'some' })
  dag.newTasksRunModel({ outputTable: 'predicted' })
  dag.newTaskJoinResult({ predictionTable: 'predicted', inputTable: 'all', outputTable: 'joined' })
  dag.newTasksStoreResults({ appendToHistory: true, updateWt: true, writeEvents: true })
  dag.newTaskWriteDroppedRows({ dropStep: { name: 'x', priority: 1 }, inputTable: 'a', outputTable: 'b' })
  dag.finish()
  it.each<[string, string[], string[]]>([
    ['create_input_table', [], ['all (overwrite, temporary)']],
    ['scripted', ['in'], ['out (overwrite, temporary)']],
    ['swapped', [], ['made (overwrite, output)']],
    ['project_features', ['all'], ['some (overwrite, temporary)']],
    ['run_model', ['some'], ['predicted (overwrite, temporary)']],
    ['validate_results', ['some', 'predicted'], []],
    ['join_result', ['predicted', 'all'], ['joined (overwrite, output)']],
    ['append_to_history_table', ['joined'], ['prod.ds.first_history (append, history)']],
    ['update_wt', ['joined'], ['prod.wt.one (merge, wide)']],
    ['write_events', ['joined'], ['prod.ds.events (overwrite)', 'sandbox.synthetic_events_logger.tables_to_write (append)']],
    ['dropped_rows_x', ['a', 'b'], []],
    ['drop_temps', [], ['all (drop)', 'out (drop)', 'some (drop)', 'predicted (drop)']],
  ])('%s', (id, reads, writes) => expect(uses(taskOf(dag, id))).toEqual([reads, writes]))
})

describe('an orchestrator', () => {
  const orchestrator = orchestratorOf('daily', { defaults: { droppedRowsPrefix: 'pipe', executionDate: '{{ ds }}' } })
  const run = "{{ ts_nodash.replace('T','') }}_daily"
  const dropped = `prod.ds.pipe_dropped_rows_${run}`, one = `prod.ds.one_output_table_${run}`, two = `prod.ds.two_output_table_${run}`
  it.each<[string, string[], string[]]>([
    ['create_dropped_rows_table', [], [`${dropped} (create, dropped-rows)`]],
    ['two_dag.dropped_rows_two', [one, two], [`${dropped} (append, dropped-rows)`]],
    ['append_to_history_table', [dropped], ['prod.ds.pipe_dropped_rows_history (append, history)']],
    ['drop_temps', [], [`${dropped} (drop)`, `${one} (drop)`, `${two} (drop)`]],
  ])('%s', (id, reads, writes) => expect(uses(taskOf(orchestrator, id))).toEqual([reads, writes]))
})
