// The site classification pipeline, read: internal DAGs, orchestrators, tables, and what is different locally.
import { describe, expect, test } from 'vitest'
import { isKnown, type Dag } from '#model'
import { dagOf, demo, edgesOf, localDemo, taskOf } from './demo.ts'

const internal = ['sc_feature_enrichment', 'sc_language_detection', 'sc_topic_model', 'sc_quality_score', 'sc_brand_safety', 'sc_site_profile']
const orchestrator = (run: string): Dag => dagOf(demo, `site_classification_${run}_orchestrator`)

/** The ids in the order in which the edges run them, ids breaking ties. */
const inOrder = (dag: Dag, wanted: (taskId: string) => boolean): string[] => {
  const left = new Map(dag.tasks.map((task) => [task.taskId, new Set(dag.edges.filter((edge) => edge.to === task.taskId).map((edge) => edge.from))]))
  const out: string[] = []
  while (left.size > 0) {
    const [next] = [...left].filter(([, before]) => before.size === 0).map(([id]) => id).sort()
    if (next === undefined) throw new Error('a cycle')
    left.delete(next)
    for (const before of left.values()) before.delete(next)
    if (wanted(next)) out.push(next)
  }
  return out
}

describe('the internal DAGs', () => {
  test('are six, and nothing is left open in them', () => {
    expect(demo.dags.filter((dag) => dag.kind === 'internal').map((dag) => dag.dagId).sort()).toEqual([...internal].sort())
    for (const id of internal) {
      const dag = dagOf(demo, id)
      expect(dag.complete, id).toBe(true)
      expect(dag.tasks.filter((task) => !isKnown(task as never)).map((task) => task.taskId), id).toEqual([])
    }
  })
  test('run a model between input and result', () => {
    expect(inOrder(dagOf(demo, 'sc_topic_model'), () => true)).toEqual([
      'kickoff', 'create_input_table', 'dropped_rows_unknown_language', 'project_features', 'run_model', 'wait_for_model', 'validate_results', 'join_result',
      'output_ready', 'check_if_store_output', 'output_storing_kickoff', 'append_to_history_table', 'skip_storing_output', 'update_wt', 'write_events',
      'output_stored', 'drop_temps',
    ])
  })
  test('read their statements from files, with the tables of the run in them', () => {
    const sql = taskOf(dagOf(demo, 'sc_topic_model'), 'create_input_table').sql![0]!.text as string
    expect(sql).toContain("where l.language in ('en', 'fr', 'de', 'pt', 'ja')")
    expect(sql).toContain('join prod.sc_tmp.sc_feature_enrichment_output_table_{{')
    expect(sql).not.toMatch(/\{[a-z_]+\}(?!\})/)
  })
  test('validate with the threshold of their own section', () => {
    const threshold = (id: string) => (taskOf(dagOf(demo, id), 'validate_results').args['applicationArgs'] as string[]).join(' ')
    expect(threshold('sc_topic_model')).toContain('--validation_threshold 90')
    expect(threshold('sc_language_detection')).toContain('--validation_threshold 95')
  })
  test('keep history, wide tables and events where the config says so', () => {
    const has = (task: string) => internal.filter((id) => dagOf(demo, id).tasks.some((one) => one.taskId === task))
    expect(has('append_to_history_table')).toEqual(internal)
    expect(has('update_wt')).toEqual(['sc_language_detection', 'sc_topic_model', 'sc_brand_safety', 'sc_site_profile'])
    expect(has('write_events')).toEqual(['sc_topic_model', 'sc_brand_safety'])
  })
})

describe('the orchestrators', () => {
  test('are three, two of them scheduled', () => {
    expect(demo.dags.filter((dag) => dag.kind === 'orchestrator').map((dag) => dag.dagId)).toEqual([
      'site_classification_backfill_orchestrator', 'site_classification_daily_orchestrator', 'site_classification_monthly_orchestrator',
    ])
    expect(orchestrator('daily').schedule).toMatchObject({ kind: 'cron', expression: '30 4 * * *', timezone: 'Europe/Paris' })
    expect(orchestrator('monthly').schedule).toMatchObject({ kind: 'cron', preset: '@monthly' })
    expect(orchestrator('backfill').schedule).toEqual({ kind: 'none' })
  })
  test.each(['daily', 'monthly', 'backfill'])('%s runs the DAGs in the order of the config', (run) => {
    const started = inOrder(orchestrator(run), (id) => id.includes('.trigger_')).map((id) => id.split('.')[0]!.replace(/_dag$/, ''))
    expect(started).toEqual(internal)
  })
  test('wait for what they have triggered', () => {
    for (const run of ['daily', 'monthly', 'backfill']) {
      for (const id of internal) {
        expect(taskOf(orchestrator(run), `${id}_dag.trigger_${id}_dag`).trigger).toMatchObject({ dagId: id, resetDagRun: true })
        expect(taskOf(orchestrator(run), `${id}_dag.wait_for_${id}`).waitsFor).toMatchObject({ dagId: id, taskIds: ['output_ready'] })
      }
    }
  })
  test('a backfill may leave DAGs out', () => {
    expect(edgesOf(orchestrator('backfill')).filter((edge) => edge.startsWith('sc_quality_score_dag.check_if_run'))).toEqual([
      'sc_quality_score_dag.check_if_run_sc_quality_score > sc_quality_score_dag.dummy_sc_quality_score',
      'sc_quality_score_dag.check_if_run_sc_quality_score > sc_quality_score_dag.trigger_sc_quality_score_dag',
    ].map((edge) => expect.stringContaining(edge)))
  })
  test('only the monthly one waits until everything is stored', () => {
    const waits = (run: string) => orchestrator(run).tasks.filter((task) => task.taskId.startsWith('wait_for_all_dag_run_complete.')).length
    expect([waits('daily'), waits('monthly'), waits('backfill')]).toEqual([0, internal.length, 0])
  })
  test('collect dropped rows from the second DAG on', () => {
    const dropping = orchestrator('daily').tasks.filter((task) => task.taskId.includes('.dropped_rows_')).map((task) => task.group)
    expect(dropping).toHaveLength(internal.length - 1)
    expect(dropping).not.toContain('group:site_classification_daily_orchestrator/sc_feature_enrichment_dag')
  })
})

describe('locally', () => {
  const wide = (model: typeof demo) => model.tables.filter((table) => table.role === 'wide').map((table) => table.name).sort()
  test('nothing of production is written', () => {
    expect(wide(demo)).toEqual(['prod.wt.site_brand_safety', 'prod.wt.site_language', 'prod.wt.site_profile', 'prod.wt.site_topics'])
    expect(wide(localDemo)).toEqual(['brand_safety', 'language', 'profile', 'topics'].map((name) => `sandbox.demo_wt.site_${name}`))
    const written = localDemo.dags.filter((dag) => internal.includes(dag.dagId)).flatMap((dag) => dag.tasks.flatMap((task) => (task.writes ?? []).map((write) => String(write.table))))
    expect(written.filter((name) => name.startsWith('prod.'))).toEqual([])
  })
  test('statements have the row limit', () => {
    const sql = (model: typeof demo) => taskOf(dagOf(model, 'sc_language_detection'), 'create_input_table').sql![0]!.text as string
    expect(sql(localDemo)).toMatch(/\nlimit 1000$/)
    expect(sql(demo)).not.toMatch(/limit/)
  })
  test('the DAGs are the same: only what they read and write differs', () => {
    expect(localDemo.environment).toBe('local')
    expect(demo.dags.map((dag) => dag.dagId)).toEqual(localDemo.dags.map((dag) => dag.dagId))
  })
})
