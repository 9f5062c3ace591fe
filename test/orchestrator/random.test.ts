// Random configs and calls: reading a pipeline without running it gives what running it gives.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { it } from 'vitest'
import { loadLibrary } from '#disk'
import { treeOf, type Model } from '#model'
import { readProject } from '#read'
import { hostReader } from '#value'
import type { LocalConfig, PipelineConfig } from 'dagbook/orchestrator'
import { link } from '../../src/read/link.ts'
import { liftValues } from '../../src/read/typescript/lift.ts'
import { comparable, firstDifference } from '../oracle/comparable.ts'
import { build, type Work } from './fixtures/from-data.ts'

const library = loadLibrary()
const textOf = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
const source = textOf('from-data.ts'), creators = textOf('creators.ts')
const text = fc.constantFrom('', 'plain', 'prod.a.b', 'sandbox.c.d and prod.e', 'preprod.x', 'prod.keep.me', 'prod.day_{{ ds }}.t', "it's \\ \"so\"\n", '{% if x %}', 'é€𝒳', '__proto__')
const schedule = fc.constantFrom(null, '@daily', '15 3 * * *', '@once')
const some = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<object> => fc.option(value, { nil: undefined }).map((made) => (made === undefined ? {} : { [key]: made }))
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> => fc.tuple(...parts).map((made) => Object.assign({}, ...made) as object)
const shared = [some('schedule', schedule), some('tags', fc.subarray(['a', 'b'])), some('essence', text), some('emails', fc.constantFrom([], ['x@y.z'])), some('slackChannel', text), some('owner', text)]

const dagSettings = merged(...shared, fc.constant({ shortName: 's' }), some('wt', text), some('historyTable', text), some('model', text), some('inputTable', fc.option(text)), some('validationThreshold', fc.constantFrom(0, 90, 99.5)), some('sqlIndex', fc.constant('i')), some('params', fc.constantFrom({}, { a: 1, b: [true, null] })), some('conf', fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 })))
const runType = merged(...shared, some('droppedRowsPrefix', fc.constantFrom('', 'p')), some('waitForAllDagRunComplete', fc.boolean()), some('executionDelta', fc.constantFrom(null, 0, 60)), some('triggeredDagExecutionDate', fc.constantFrom(null, '{{ ds }}')), some('executionDate', text), some('tableToWaitFor', text))
const hoursOfRuns = { executionTimeoutHours: 3, dagrunTimeoutHours: 20, triggeredDagTimeoutHours: 6 }

const config = fc.record({
  root: merged(...shared, some('dontApplyPrefix', fc.constantFrom([], ['prod.keep.me'])), some('normalPrefix', text), some('tempPrefix', fc.constantFrom('prod.tmp.', 'x_'))),
  defaults: runType, runTypes: fc.dictionary(fc.constantFrom('daily', 'monthly', 'backfill'), runType, { minKeys: 1, maxKeys: 2 }), dags: fc.array(dagSettings, { minLength: 1, maxLength: 3 }), chained: fc.boolean(),
}).map(({ root, defaults, runTypes, dags, chained }): PipelineConfig => ({
  ...root,
  orchestrators: { name: 'p', defaults: { ...hoursOfRuns, ...defaults }, runTypes },
  dags: Object.fromEntries(dags.map((dag, i) => [`d${i}`, { ...dag, ...chained && i > 0 ? { inputDag: `d${i - 1}` } : {} }])),
}))
const work: fc.Arbitrary<Work> = merged(
  some('create', merged(fc.constant({ sql: 'select limit_x from t' }), some('useSpark', fc.boolean()), some('isDagOutputTable', fc.boolean()), some('outputTable', text.filter((name) => name !== '')))),
  some('project', fc.boolean()), some('model', merged(some('isDagOutputTable', fc.boolean()))), some('join', fc.boolean()), some('trigger', fc.constantFrom('d0', 'd1')),
  some('store', merged(some('appendToHistory', fc.boolean()), some('updateWt', fc.boolean()), some('writeEvents', fc.boolean()), some('pool', text.filter((name) => name !== '')), some('executionDate', text), some('wtFieldsKey', fc.constant('wtFields')))),
)
const local = fc.option(merged(some('prefix', fc.constantFrom('', 'sandbox.me_', 'prod.dev_')), some('sqlRowLimit', fc.constantFrom(null, -1, 0, 10)), some('eventsLimit', fc.constantFrom(null, 0, 10)), some('model', text), some('schedule', schedule)), { nil: undefined }) as fc.Arbitrary<LocalConfig | undefined>

const read = (...args: Parameters<typeof build>): Model => {
  const [config, localConfig, calls] = args
  const data = JSON.stringify({ config, local: localConfig, calls })
  return readProject(treeOf({
    'from-data.ts': source, 'creators.ts': creators, 'data.json': data,
    'pipeline.ts': "import { build } from './from-data.ts'\nimport data from './data.json'\nexport default build(data.config, data.local, data.calls)\n",
  }), { library })
}
const run = (...args: Parameters<typeof build>): Model => {
  const { records: _, ...facts } = liftValues([hostReader()(build(...args))])
  return link([{ ...facts, files: [] }], {})
}

it('reads what it runs', () => {
  fc.assert(fc.property(config, local, fc.array(work, { minLength: 3, maxLength: 3 }), (made, localConfig, works) => {
    const calls = Object.fromEntries(Object.keys(made.dags).map((dag, i) => [dag, works[i]!]))
    const args = JSON.parse(JSON.stringify([made, localConfig ?? null, calls])) as [PipelineConfig, LocalConfig | null, Record<string, Work>]
    const both = [args[0], args[1] ?? undefined, args[2]] as const
    const difference = firstDifference(comparable(read(...both)), comparable(run(...both)))
    if (difference !== undefined) throw new Error(difference)
  }), { numRuns: 20 })
})
