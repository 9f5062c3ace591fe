// Internal DAGs: their options, their account of tables, and the tasks that each call makes.
import { describe, expect, it } from 'vitest'
import { behind, edgesOf, idsOf, internalDag, local, optionsOf, sparkOptions, specOf, sqlOf, taskOf } from './build.ts'

const run = "{{ dag_run.conf.get('run_time_and_type', ) }}"
const temporary = (key: string, dag = 'one'): string => `prod.ds.${dag}_${key}_${run}`

describe('the DAG itself', () => {
  it('has the options of all internal DAGs', () => {
    const dag = internalDag({ root: { tags: ['t'], schedule: '@daily' }, one: { params: { p: 1 } } })
    expect(specOf(dag)).toMatchObject({ kind: 'internal', startDate: '2023-12-01', maxActiveRuns: 5, schedule: '@daily', renderTemplateAsNativeObj: true, params: { p: 1 }, tags: ['t'] })
    expect(specOf(dag)['catchup']).toBeUndefined()
  })
  it('takes the schedule of the DAG before that of the root', () => {
    expect(specOf(internalDag({ root: { schedule: '@daily' }, one: { schedule: '@hourly' } }))['schedule']).toBe('@hourly')
    expect(specOf(internalDag({ root: { schedule: '@daily' }, one: { schedule: null } }))['schedule']).toBeNull()
    expect(specOf(internalDag({ root: { schedule: '@daily' }, one: { schedule: '' } }))['schedule']).toBeNull()
  })
  it('puts the run timeout where it has an effect: on the DAG', () => expect(specOf(internalDag())['dagrunTimeout']).toBe(5 * 3600))
  it('has the defaults of all internal tasks', () => {
    const dag = internalDag({ root: { emails: ['a@b.c'], slackChannel: 'alerts' } })
    expect(specOf(dag)['defaults']).toEqual({
      owner: 'ds-data-engineering-team', startDate: '2023-07-01', email: ['a@b.c'], emailOnFailure: true, emailOnRetry: true, executionTimeout: 3 * 3600, retries: 1, retryDelay: 600,
      onFailure: { callable: 'orchestrator.slack:notify_failure', kwargs: { channel: 'alerts' } }, onSuccess: { callable: 'orchestrator.slack:notify_success', kwargs: { channel: 'alerts' } },
    })
  })
  it('tells nobody without a channel', () => expect(specOf(internalDag())['defaults']).toMatchObject({ onFailure: undefined, onSuccess: undefined }))
  it('begins with kickoff', () => {
    expect(idsOf(internalDag())).toEqual(['kickoff'])
    expect(taskOf(internalDag(), 'kickoff').operator).toBe('EmptyOperator')
  })
})

describe('the account of tables', () => {
  it('starts from the output of the input DAG', () => expect(internalDag({}, {}, 'two').inputTable).toBe(temporary('output_table')))
  it('starts from the conf otherwise', () => expect(internalDag().inputTable).toBe("{{ dag_run.conf.get('input_table', ) }}"))
  it('lets no order of DAGs follow from inputDag', () => expect(edgesOf(internalDag({}, {}, 'two'))).toEqual([]))
  it('hands on what was made last', () => {
    const dag = internalDag()
    expect(dag.currentOutputTable).toBe(dag.inputTable)
    dag.newTaskCreateTable({ sql: 'select 1' })
    expect(dag.currentOutputTable).toBe(temporary('model_input_table'))
    dag.newTasksRunModel()
    expect(sparkOptions(dag, 'validate_results')).toMatchObject({ kernel_table: temporary('model_input_table'), output_table: temporary('model_output_table') })
  })
  it('takes tables that are given', () => {
    const dag = internalDag()
    dag.newTaskProjectFeatures({ inputTable: 'prod.a.b', outputTable: 'prod.c.d' })
    expect(sparkOptions(dag, 'project_features')).toMatchObject({ input_table: 'prod.a.b', output_table: 'prod.c.d' })
    expect(dag.tablesToDrop).toEqual(['prod.c.d'])
  })
  it('does not drop the output of the DAG', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', isDagOutputTable: true })
    expect([dag.currentOutputTable, dag.tablesToDrop]).toEqual([temporary('output_table'), []])
  })
  it('notes each table once', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', outputTable: 't' })
    dag.newTaskProjectFeatures({ outputTable: 't' })
    expect(dag.tablesToDrop).toEqual(['t'])
  })
})

describe('newTaskCreateTable', () => {
  it('runs SQL on Spark', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1' })
    expect(sparkOptions(dag, 'create_input_table')).toEqual({ output_table: temporary('model_input_table'), sql: 'select 1' })
    expect(optionsOf(dag, 'create_input_table')).toMatchObject({ application: 'ds/ds_dag/spark/create_table.py', retries: 1, sql: 'select 1' })
    expect(behind(dag, 'kickoff')).toEqual(['create_input_table'])
  })
  it('takes the key that the table is called after', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ taskId: 'make', outputTableKey: 'input_table', sql: 'select 1' })
    expect(sparkOptions(dag, 'make')['output_table']).toBe(temporary('input_table'))
  })
  it('asks the SQL creator for an index', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sqlIndex: 'pages', inputTable: 'prod.a.b' })
    expect(sqlOf(dag, 'create_input_table')).toBe('select pages from prod.a.b')
  })
  it('prefers an index to a statement', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sqlIndex: 'pages', sql: 'select 1', inputTable: 't' })
    expect(sqlOf(dag, 'create_input_table')).toBe('select pages from t')
  })
  it('without a statement has the entry point of the config make the table, whatever sqlIndex the config holds', () => {
    const dag = internalDag({ root: { createTableEntrypoint: 'other/create.py', sqlIndex: 'r' }, one: { sqlIndex: 'd' } })
    dag.newTaskCreateTable({ inputTable: 't' })
    expect(sparkOptions(dag, 'create_input_table')).toEqual({ output_table: temporary('model_input_table'), input_table: 't' })
    expect(optionsOf(dag, 'create_input_table')['application']).toBe('other/create.py')
  })
  it('has the script of the library where the config names none', () => {
    const dag = internalDag()
    dag.newTaskCreateTable()
    expect(optionsOf(dag, 'create_input_table')['application']).toBe('ds/ds_dag/spark/create_table.py')
  })
  it('needs a SQL creator for an index', () => {
    expect(() => internalDag({}, { sqlCreator: undefined as never }).newTaskCreateTable({ sqlIndex: 'x' })).toThrow('give the framework a sqlCreator')
  })
  it('runs a script of your own on the input table', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ script: 'my/script.py', inputTable: 'prod.a.b', additionalArgs: ['--extra', '1'] })
    expect(sparkOptions(dag, 'create_input_table')).toEqual({ output_table: temporary('model_input_table'), input_table: 'prod.a.b', extra: '1' })
    expect(optionsOf(dag, 'create_input_table')['application']).toBe('my/script.py')
  })
  it('takes further options by name', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 's', additionalArgs: { partitions: 4, verbose: true, none: null } })
    expect(sparkOptions(dag, 'create_input_table')).toEqual({ output_table: temporary('model_input_table'), sql: 's', partitions: '4', verbose: true })
  })
  it('runs a statement with the script of the library, whatever entry point there is', () => {
    const dag = internalDag({ root: { createTableEntrypoint: 'other/create.py' } })
    dag.newTaskCreateTable({ sql: 'select 1', script: 'own.py' })
    expect(optionsOf(dag, 'create_input_table')['application']).toBe('ds/ds_dag/spark/create_table.py')
  })
  it('can do without a key in the name of the table', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 's', outputTableKey: null })
    expect(sparkOptions(dag, 'create_input_table')['output_table']).toBe(`prod.ds.one_${run}`)
  })
  it('swaps the table on Trino', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', useSpark: false })
    const name = temporary('model_input_table')
    expect(optionsOf(dag, 'create_input_table')).toMatchObject({
      dialect: 'trino', sql: [`drop table if exists ${name}_tmp`, `create table ${name}_tmp as select 1`, `drop table if exists ${name}`, `alter table ${name}_tmp rename to ${name}`],
    })
    expect(() => internalDag().newTaskCreateTable({ script: 's.py', useSpark: false })).toThrow('it needs a statement, not a script')
  })
  it('can be left out of the chain', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', addToDependencies: false })
    dag.newTaskCreateTable({ taskId: 'said', sql: 'select 1', addToDependencies: false, description: 'Makes it.' })
    expect(edgesOf(dag)).toEqual([])
    dag.docs.finish({})
    expect(dag.docs.data.tasks).toBe('1. **said**: Makes it.')
  })

  const limitedTo = (sql: string, sqlRowLimit?: number | null): string => {
    const dag = internalDag({}, sqlRowLimit === undefined ? {} : { local: { prefix: 'sandbox.me_', sqlRowLimit } })
    dag.newTaskCreateTable({ sql })
    return sqlOf(dag, 'create_input_table')
  }
  it.each([
    ['select 1', 'select 1\nlimit 9'],
    ['select 1;', 'select 1\nlimit 9'],
    ['select credit_limit from t', 'select credit_limit from t\nlimit 9'],
    ['select * from (select 1 limit 5) x', 'select * from (select 1 limit 5) x\nlimit 9'],
    ['select 1 LIMIT 5', 'select 1 LIMIT 5'],
    ['select 1 limit 5 offset 2', 'select 1 limit 5 offset 2'],
  ])('limits rows locally: %s', (sql, expected) => expect(limitedTo(sql, 9)).toBe(expected))
  it.each([null, -1])('sets no limit of %s', (limit) => expect(limitedTo('select 1', limit)).toBe('select 1'))
  it('limits to no rows at all', () => expect(limitedTo('select 1', 0)).toBe('select 1\nlimit 0'))
  it('sets no limit in production', () => expect(limitedTo('select 1')).toBe('select 1'))
})

describe('newTasksRunModel', () => {
  const dag = internalDag({ root: { validationThreshold: 97 } })
  dag.newTasksRunModel({ inputTable: 'in', outputTable: 'out' })
  it('chains three tasks', () => expect(edgesOf(dag)).toEqual(['kickoff → run_model', 'run_model → wait_for_model', 'wait_for_model → validate_results']))
  it('runs the model of the conf in its own environment', () => {
    expect(taskOf(dag, 'run_model').operator).toBe('PythonVirtualenvOperator')
    expect(optionsOf(dag, 'run_model')['opKwargs']).toEqual({ input_table: 'in', output_table: 'out', model_name: "{{ dag_run.conf.get('model', ) }}", timeout_minutes: 180 })
  })
  it('waits by rescheduling', () => expect(optionsOf(dag, 'wait_for_model')).toMatchObject({ pokeInterval: 120, mode: 'reschedule' }))
  it('validates what came back', () => {
    expect(optionsOf(dag, 'validate_results')['retries']).toBe(2)
    expect(sparkOptions(dag, 'validate_results')).toEqual({
      kernel_table: 'in', output_table: 'out', process_short_name: "{{ dag_run.conf.get('short_name', ) }}", validation_threshold: '97', dropped_rows_table: "{{ dag_run.conf.get('dropped_rows_table', ) }}",
    })
  })
  it('passes the threshold that the documentation names', () => {
    const own = internalDag({ root: { validationThreshold: 97 }, one: { validationThreshold: 90 } })
    own.newTasksRunModel()
    own.finish()
    expect(sparkOptions(own, 'validate_results')['validation_threshold']).toBe('90')
    expect(own.docs.data.tasks).toContain('at least 90% of the rows')
  })
  it('has a threshold where none is configured', () => {
    const bare = internalDag()
    bare.newTasksRunModel()
    expect(sparkOptions(bare, 'validate_results')['validation_threshold']).toBe('99')
  })
})

describe('newTaskProjectFeatures and newTaskJoinResult', () => {
  it('projects the features of the conf', () => {
    const dag = internalDag()
    dag.newTaskProjectFeatures({ inputTable: 'all' })
    expect(sparkOptions(dag, 'project_features')).toEqual({ input_table: 'all', output_table: temporary('model_input_table'), features: "{{ dag_run.conf.get('model_schema', ) }}" })
  })
  it('joins the model output with all fields into the output of the DAG', () => {
    const dag = internalDag()
    dag.newTaskJoinResult()
    expect(sparkOptions(dag, 'join_result')).toEqual({
      prediction_table: temporary('model_output_table'), input_table: temporary('model_input_table_all_fields'), output_table: temporary('output_table'), features: "{{ dag_run.conf.get('model_schema', ) }}",
    })
    expect(dag.tablesToDrop).toEqual([])
  })
  it('joins the tables that it is given', () => {
    const dag = internalDag()
    dag.newTaskJoinResult({ predictionTable: 'p', inputTable: 'i', isDagOutputTable: false })
    expect(sparkOptions(dag, 'join_result')).toMatchObject({ prediction_table: 'p', input_table: 'i', output_table: `prod.ds.one_${run}` })
    expect(dag.tablesToDrop).toEqual([`prod.ds.one_${run}`])
  })
  it('can be called otherwise and name features of their own', () => {
    const dag = internalDag()
    dag.newTaskProjectFeatures({ taskId: 'pick', features: 'a,b' })
    dag.newTaskJoinResult({ taskId: 'put_together', features: 'c' })
    expect(sparkOptions(dag, 'pick')['features']).toBe('a,b')
    expect(sparkOptions(dag, 'put_together')['features']).toBe('c')
  })
  it('make the output of the DAG if they are told to', () => {
    const role = (dag: ReturnType<typeof internalDag>, id: string): unknown => (optionsOf(dag, id)['writes'] as { table: object }[])[0]?.table
    const dag = internalDag()
    dag.newTaskProjectFeatures({ isDagOutputTable: true })
    dag.newTasksRunModel({ isDagOutputTable: true })
    expect([role(dag, 'project_features'), role(dag, 'run_model')]).toMatchObject([{ name: temporary('output_table'), spec: { role: 'output' } }, { spec: { role: 'output' } }])
  })
})

describe('newTaskDropTemps', () => {
  it('drops every table of the account', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', outputTable: 'a' })
    dag.newTaskProjectFeatures({ outputTable: 'b' })
    dag.newTaskDropTemps()
    expect(sqlOf(dag, 'drop_temps')).toBe('drop table if exists a;\ndrop table if exists b;')
    expect(behind(dag, 'project_features')).toEqual(['drop_temps'])
  })
  it('is not made where there is nothing to drop', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1', isDagOutputTable: true })
    expect(dag.newTaskDropTemps()).toBeUndefined()
  })
  it('is made once, by the author or at the end', () => {
    const dag = internalDag()
    dag.newTaskCreateTable({ sql: 'select 1' })
    dag.newTaskDropTemps()
    dag.finish()
    expect(idsOf(dag).filter((id) => id === 'drop_temps')).toHaveLength(1)
  })
})

describe('newTaskWriteDroppedRows', () => {
  it('notes the rows of the input that the output does not have', () => {
    const dag = internalDag({}, {}, 'two')
    dag.newTaskCreateTable({ sql: 'select 1', isDagOutputTable: true })
    dag.newTaskWriteDroppedRows({ dropStep: { name: "f'x", priority: 3 } })
    expect(sqlOf(dag, "dropped_rows_f'x")).toBe(`insert into {{ dag_run.conf.get('dropped_rows_table', ) }}
select i.msid, 'f''x' as drop_step, 3 as priority
from ${temporary('output_table')} i
where not exists (select 1 from ${temporary('output_table', 'two')} o where o.msid = i.msid)`)
  })
  it('looks at what the last task read and made, or at what it is given, which the next one looks at too', () => {
    const dag = internalDag()
    const between = (name: string): string[] => /from (\S+|\{\{.*?\}\}) i\n.*from (\S+|\{\{.*?\}\}) o/.exec(sqlOf(dag, `dropped_rows_${name}`))?.slice(1) ?? []
    dag.newTaskCreateTable({ sql: 's', outputTable: 'a' })
    dag.newTaskCreateTable({ taskId: 'second', sql: 's', outputTable: 'b' })
    dag.newTaskWriteDroppedRows({ dropStep: { name: 'last', priority: 1 } })
    dag.newTaskWriteDroppedRows({ dropStep: { name: 'given', priority: 1 }, inputTable: 'c', outputTable: 'd' })
    dag.newTaskWriteDroppedRows({ dropStep: { name: 'again', priority: 1 } })
    expect([between('last'), between('given'), between('again')]).toEqual([['a', 'b'], ['c', 'd'], ['c', 'd']])
  })
  it('runs in its place also where it is left out of the documentation', () => {
    const dag = internalDag()
    dag.newTaskWriteDroppedRows({ dropStep: { name: 'x', priority: 1 }, addToDoc: false })
    dag.finish()
    expect(behind(dag, 'kickoff')).toEqual(['dropped_rows_x'])
    expect(dag.docs.data.tasks).toBe('')
  })
})

describe('newTaskTriggerDag', () => {
  it('starts another DAG and does not wait', () => {
    const dag = internalDag()
    dag.newTaskTriggerDag({ dagId: 'other', conf: { a: 1 } })
    expect(optionsOf(dag, 'trigger_other')).toEqual({ taskId: 'trigger_other', dagId: 'other', conf: { a: 1 } })
    expect(behind(dag, 'kickoff')).toEqual(['trigger_other'])
  })
  it('can be left out of the chain', () => {
    const dag = internalDag()
    dag.newTaskTriggerDag({ dagId: 'other', addToDependencies: false })
    dag.finish()
    expect(edgesOf(dag)).toEqual([])
    expect(dag.docs.data.tasks).toBe('')
  })
})

describe('newTaskBranch', () => {
  const dag = internalDag()
  const yes = dag.dag.empty('yes')
  dag.newTaskBranch({ trueTask: yes, falseTask: 'no', labels: ['Yes', 'No'], condition: 'params.x', descriptions: ['Chooses.', 'A.', 'B.'] })
  dag.newTaskPythonOperator({ taskId: 'next', callable: 'm:f' })
  dag.finish()
  it('goes one of two ways that meet again', () => {
    expect(edgesOf(dag)).toEqual(['kickoff → branch', 'branch → yes (Yes)', 'branch → no (No)', 'yes → after_branch', 'no → after_branch', 'after_branch → next'])
    expect(optionsOf(dag, 'after_branch')['triggerRule']).toBe('none_failed_min_one_success')
  })
  it('states its choice', () => expect(dag.dag.decisions[0]?.cases.map(({ if: condition }) => condition)).toEqual(['params.x', null]))
  it('adds four lines to the documentation', () => {
    expect(dag.docs.data.tasks.split('\n\n').slice(0, 4)).toEqual(['1. **branch**: Chooses.', '1. **yes**: A.', '1. **no**: B.', '1. **after_branch**: '])
  })
  it('can meet in a task that is there, and pass arguments', () => {
    const own = internalDag()
    own.newTaskBranch({ taskId: 'b', trueTask: 'x', falseTask: 'y', afterTask: own.dag.empty('there'), opKwargs: { a: 1 } })
    expect(edgesOf(own).slice(-2)).toEqual(['x → there', 'y → there'])
    expect(optionsOf(own, 'b')['opKwargs']).toEqual({ a: 1 })
  })
  it('can go on behind both ways', () => {
    const open = internalDag()
    open.newTaskBranch({ taskId: 'b', trueTask: 'x', falseTask: 'y', afterTask: false })
    open.newTaskPythonOperator({ taskId: 'next', callable: 'm:f' })
    expect(edgesOf(open).slice(-2)).toEqual(['x → next', 'y → next'])
  })
})

describe('newTaskPythonOperator and newTaskSensor', () => {
  it('calls a function', () => {
    const dag = internalDag()
    dag.newTaskPythonOperator({ taskId: 'f', callable: 'm:f', opKwargs: { a: 1 }, description: 'Does f.' })
    expect(optionsOf(dag, 'f')).toEqual({ callable: 'm:f', opKwargs: { a: 1 } })
    dag.finish()
    expect(dag.docs.data.tasks).toBe('1. **f**: Does f.')
    expect(dag.docs.data.scripts).toBe('**f** is performed by `m:f`.')
  })
  it('looks every minute for an hour', () => {
    const dag = internalDag()
    dag.newTaskSensor({ taskId: 's', callable: 'm:s' })
    expect(optionsOf(dag, 's')).toMatchObject({ pokeInterval: 60, timeout: 3600 })
    dag.newTaskSensor({ taskId: 't', callable: 'm:s', pokeInterval: 5 })
    expect(optionsOf(dag, 't')).toMatchObject({ pokeInterval: 5, timeout: 3600 })
  })
  it('runs in its place also where it is left out of the documentation', () => {
    const dag = internalDag()
    dag.newTaskPythonOperator({ taskId: 'f', callable: 'm:f', addToDoc: false })
    dag.newTaskSensor({ taskId: 's', callable: 'm:s', addToDoc: false })
    dag.finish()
    expect(edgesOf(dag)).toEqual(['kickoff → f', 'f → s'])
    expect(dag.docs.data.tasks).toBe('')
  })
})

describe('newTasksRunGithubWorkflow', () => {
  it('takes what it is given before the config', () => {
    const given = internalDag({ root: { githubToken: 't', githubWorkflowRepo: 'o/r', workflowId: 'w.yml' } })
    given.newTasksRunGithubWorkflow({ githubToken: '{{ conn.gh }}', repository: 'p/q', workflowId: 'x.yml', ref: 'v1' })
    expect(optionsOf(given, 'trigger_workflow')['opKwargs']).toEqual({ github_token: '{{ conn.gh }}', repository: 'p/q', workflow_id: 'x.yml', ref: 'v1', inputs: {} })
    expect(optionsOf(given, 'wait_for_workflow_completion')['opKwargs']).toMatchObject({ github_token: '{{ conn.gh }}', repository: 'p/q' })
  })
  const dag = internalDag({ root: { githubToken: '{{ var.value.gh }}', githubWorkflowRepo: 'o/r' }, one: { workflowId: 'w.yml' } })
  dag.newTasksRunGithubWorkflow({ inputs: { a: 1 } })
  it('triggers one workflow at a time', () => {
    expect(optionsOf(dag, 'trigger_workflow')).toMatchObject({ maxActiveTisPerDag: 1, opKwargs: { github_token: '{{ var.value.gh }}', repository: 'o/r', workflow_id: 'w.yml', inputs: { a: 1 } } })
  })
  it('waits for its end', () => {
    expect(optionsOf(dag, 'wait_for_workflow_completion')).toMatchObject({ pokeInterval: 30, timeout: 3600 })
    expect(behind(dag, 'trigger_workflow')).toEqual(['wait_for_workflow_completion'])
  })
})

describe('locally', () => {
  it('all tables of the run have the prefix', () => {
    const dag = internalDag({}, { local })
    dag.newTaskCreateTable({ sql: 'select msid from prod.a.b' })
    dag.newTasksRunModel({ isDagOutputTable: true })
    expect(JSON.stringify(optionsOf(dag, 'run_model')['opKwargs'])).not.toContain('prod.')
    expect(sparkOptions(dag, 'create_input_table')['output_table']).toBe(`sandbox.me_ds.one_model_input_table_${run}`)
  })
  it('statements read production as they are written', () => {
    const dag = internalDag({}, { local })
    dag.newTaskCreateTable({ sql: 'select msid from prod.a.b' })
    expect(sqlOf(dag, 'create_input_table')).toBe('select msid from prod.a.b\nlimit 1000')
  })
})
