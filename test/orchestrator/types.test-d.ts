// What the compiler refuses in configs and calls. Checked by `tsc`: an `@ts-expect-error` without an error below it is an error itself.
import { cron } from 'dagbook'
import { defineConfig, EventCreator, Framework, SqlCreator } from 'dagbook/orchestrator'

const config = defineConfig({
  tags: ['t'], emails: ['a@example.com'], schedule: null, dontApplyPrefix: ['prod.keep.me'],
  orchestrators: { name: 'pipe', defaults: { executionTimeoutHours: 3 }, runTypes: { daily: { schedule: cron('15 3 * * *') }, weekly: { schedule: '0 3 * * 1' }, backfill: {} } },
  dags: {
    features: { shortName: 'feat', inputTable: 'prod.raw.items', conf: { anything: [1] } },
    language: { shortName: 'lang', inputDag: 'features', wtFields: 'a,b' },
    none: { shortName: 'none', inputDag: null },
  },
})
export const fields: 'a,b' = config.dags.language.wtFields
const pipeline = new Framework(config)
const language = pipeline.createDag('language')
pipeline.createDags(['features', 'none'])
pipeline.createOrchestrator('daily')
export const orchestrator: string = pipeline.getDsDag('daily').runType
export const id: string = pipeline.getDsDag('language').id
language.newTaskCreateTable({ sql: 'select 1', outputTable: language.tempTable('model_input_table') })
language.newTasksStoreResults({ appendToHistory: true, wtFieldsKey: 'wtFields' })

// A typo.
// @ts-expect-error
pipeline.createDag('langauge')
// @ts-expect-error
pipeline.createOrchestrator('dialy')
// @ts-expect-error
pipeline.getDsDag('nothing')
// @ts-expect-error
language.tempTable('model_inptu_table')
// @ts-expect-error
language.newTaskCreateTable({ sqll: 'select 1' })
// @ts-expect-error
language.newTaskSensor({ taskId: 's', callable: 'no colon' })
// @ts-expect-error
language.newTaskWriteDroppedRows({ dropStep: { name: 'x' } })

const orchestrators = { name: 'pipe', runTypes: { daily: {} } } as const
// An input DAG that is no sibling.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: {}, b: { inputDag: 'c' } } })
// An input DAG that is the DAG itself.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: {}, b: { inputDag: 'b' } } })
// A key of a DAG that is misspelled.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: { shortNmae: 'a' } } })
// A beginning of history tables for one DAG.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: { normalPrefix: 'prod.' } } })
// A key of the root that is misspelled.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: {} }, emials: [] })
// A key of a run type that is misspelled.
// @ts-expect-error
defineConfig({ orchestrators: { name: 'p', runTypes: { daily: { shcedule: '@daily' } } }, dags: { a: {} } })
// A cron with four fields.
// @ts-expect-error
defineConfig({ orchestrators: { name: 'p', runTypes: { daily: { schedule: '15 3 * *' } } }, dags: { a: {} } })
// A number where text belongs.
// @ts-expect-error
defineConfig({ orchestrators, dags: { a: { wt: 7 } } })
// A local setting that does not exist.
// @ts-expect-error
new Framework(config, { local: { prefx: 'sandbox.me_' } })

// A creator without its statement.
// @ts-expect-error
export class Silent extends SqlCreator {
  readonly name = 'Silent'
  readonly file = 'silent.ts'
}
// @ts-expect-error
export class Eventless extends EventCreator {
  readonly name = 'Eventless'
  readonly file = 'eventless.ts'
  select(): string {
    return ''
  }
}
