// What the documentation templates get: every variable, for internal DAGs and orchestrators.
import { describe, expect, it } from 'vitest'
import type { Documentation, FrameworkOptions, InternalDag } from 'dagbook/orchestrator'
import { frameworkOf, internalDag, local, orchestratorOf } from './build.ts'

const documented = (make: (dag: InternalDag) => void, sections: Record<string, object> = {}, options: FrameworkOptions = {}): Documentation => {
  const dag = internalDag(sections, options)
  make(dag)
  dag.finish()
  return dag.docs.data
}
const listed = (text: string): string[] => [...text.matchAll(/^1\. \*\*(.+?)\*\*/gm)].map((match) => match[1]!)

describe('texts', () => {
  it('has the id in words', () => {
    expect(orchestratorOf('daily').docs.data.title).toBe('Pipe Daily Orchestrator')
    expect(documented(() => {}).title).toBe('One')
  })
  it('has the essence of the layer that wins', () => {
    expect(documented(() => {}, { root: { essence: 'r' }, one: { essence: 'd' } }).essence).toBe('d')
    expect(orchestratorOf('daily', { root: { essence: 'r' }, defaults: { essence: 'f' } }).docs.data.essence).toBe('f')
    expect(documented(() => {}).essence).toBe('')
  })
  it('has what only the author can say', () => {
    const data = documented((dag) => Object.assign(dag.notes, { moreInfo: 'a', eventInfo: 'b', specialBackfillInstructions: 'c', wideTablesExtra: 'd' }))
    expect(data).toMatchObject({ more_info: 'a', event_info: 'b', special_backfill_instructions: 'c', wide_tables_extra: 'd' })
  })
  it('says who made it and where things are', () => {
    expect(documented(() => {}, {}, { createdBy: 'Ann', configFileLink: 'https://x/config.ts', fileRoot: 'https://x' }))
      .toMatchObject({ created_by: 'Ann', config_link: 'https://x/config.ts', ds_dag_root: 'https://x/ds/ds_dag/', scripts: 'The configuration is in https://x/config.ts.' })
  })
  it('shows the local config, and only locally', () => {
    expect(documented(() => {}, {}, { local }).local_config).toBe('{"prefix":"sandbox.me_","sqlRowLimit":1000,"eventsLimit":10}')
    expect(documented(() => {}).local_config).toBe('')
  })
  it('knows its template', () => expect([documented(() => {}).template, orchestratorOf('daily').docs.data.template]).toEqual(['dag_doc.md', 'orchestrator_doc.md']))
})

describe('the list of tasks', () => {
  const everything = (dag: InternalDag): void => {
    dag.newTaskCreateTable({ sql: 'select 1' })
    dag.newTaskProjectFeatures()
    dag.newTasksRunModel()
    dag.newTaskJoinResult()
    dag.newTasksStoreResults({ appendToHistory: true, updateWt: true, writeEvents: true })
  }
  it('has a line for each task but kickoff, in their order', () => {
    expect(listed(documented(everything).tasks)).toEqual([
      'create_input_table', 'project_features', 'run_model', 'wait_for_model', 'validate_results', 'join_result', 'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output',
      'append_to_history_table', 'update_wt', 'write_events', 'output_stored', 'drop_temps',
    ])
  })
  it('has a standard sentence for each of them', () => {
    for (const line of documented(everything).tasks.split('\n\n')) expect(line).toMatch(/^1\. \*\*\w+\*\*: [A-Z].+\.$/)
  })
  it('has none for other ids', () => expect(documented((dag) => dag.newTaskTriggerDag({ dagId: 'x' })).tasks).toBe('1. **trigger_x**: '))
  it('prefers a description', () => expect(documented((dag) => dag.newTaskCreateTable({ sql: 's', description: 'Mine.', isDagOutputTable: true })).tasks).toBe('1. **create_input_table**: Mine.'))
})

describe('scripts', () => {
  it('links the scripts of the framework', () => {
    expect(documented((dag) => dag.newTaskProjectFeatures(), {}, { fileRoot: 'https://x' }).scripts).toBe("Project features is done by the framework's [project_features.py](https://x/ds/ds_dag/spark/project_features.py).")
  })
  it('tells scripts of the author\'s own from them', () => {
    expect(documented((dag) => dag.newTaskCreateTable({ script: 'my/own.py' }), {}, { fileRoot: 'https://x' }).scripts).toBe('Create input table is done by the custom script [own.py](https://x/my/own.py).')
  })
  it('names the class that makes the SQL, with a link that works', () => {
    expect(documented((dag) => dag.newTaskCreateTable({ sqlIndex: 'pages' }), {}, { fileRoot: 'https://x' }).scripts).toContain('The SQL is created by [TestSql](https://x/dags/sql.ts) using the index pages.')
    expect(documented((dag) => dag.newTasksStoreResults({ writeEvents: true, eventQueryType: 'e' })).scripts).toContain('The Event SQL is created by `TestEvents` using the index e.')
  })
  it('says what runs on Trino', () => expect(documented((dag) => dag.newTaskCreateTable({ sql: 's', useSpark: false })).scripts).toBe('The create_input_table SQL is run by a Trino Operator.'))
  it('has one paragraph each', () => {
    expect(documented((dag) => { dag.newTaskProjectFeatures(); dag.newTaskJoinResult() }, {}, { configFileLink: 'L' }).scripts.split('\n\n')).toHaveLength(3)
  })
})

describe('statements', () => {
  it('shows each with a fence that holds it', () => {
    const data = documented((dag) => {
      dag.newTaskCreateTable({ sql: 'select 1' })
      dag.newTaskCreateTable({ taskId: 'other', sql: 'select `````' })
    })
    expect(data.sqls).toEqual([{ id: 'create_input_table', sql: 'select 1', fence: '```' }, { id: 'other', sql: 'select `````', fence: '``````' }])
  })
  it('has none where a script does the work', () => expect(documented((dag) => dag.newTaskCreateTable({ script: 's.py' })).sqls).toEqual([]))
})

describe('an orchestrator', () => {
  const full = { defaults: { droppedRowsPrefix: 'pipe' }, daily: { schedule: '@daily', waitForAllDagRunComplete: true }, one: { essence: 'First.', wt: 'prod.wt.one' }, two: { essence: 'Second.' }, root: { wt: 'prod.shared' } }
  it('lists its tasks by the names they have', () => {
    const { data } = orchestratorOf('daily', full).docs
    expect([...listed(data.group_tasks), ...listed(data.tasks)]).toEqual([
      'enrich_dag_input', 'wait_for_dependencies', 'create_dropped_rows_table', 'Task Groups Triggering Internal Dags', 'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'skip_storing_output',
      'append_to_history_table', 'output_stored', 'wait_for_all_dag_run_complete', 'drop_temps',
    ])
    expect(listed(orchestratorOf('backfill', full).docs.data.group_tasks)).toEqual(['check_if_run'])
  })
  it('lists its DAGs with links and essence', () => {
    expect(orchestratorOf('daily', full, { airflowUrl: 'https://air' }).docs.data.internal_dags).toBe('1. **[one](https://air/dags/one)**: First.\n1. **[two](https://air/dags/two)**: Second.')
  })
  it('lists history tables with the prefix that they have here', () => {
    expect(orchestratorOf('daily', full, { local }).docs.data.history_tables).toBe('* **sandbox.me_ds.first_history**\n* **sandbox.me_ds.second_history**')
  })
  it('lists wide tables of DAGs that name one themselves', () => expect(orchestratorOf('daily', full).docs.data.wide_tables).toBe('* **prod.wt.one** (updated by one)'))
  it('knows its run type', () => expect(orchestratorOf('backfill').docs.data.run_type).toBe('backfill'))
})

describe('the DAG', () => {
  it('carries the very same data', () => {
    const framework = frameworkOf()
    const dag = framework.createDag('one')
    framework.finishCreatingDags()
    expect(dag.dag.spec.documentation).toBe(dag.docs.data)
  })
})
