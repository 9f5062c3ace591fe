// Values that DAGs and tasks take: durations, dates, schedules, callbacks, and the options themselves.
import { triggerRules } from '../../src/model/task.ts'

const states = ['success', 'failed', 'skipped', 'upstream_failed']
const quoted = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`

/**
 * Templates by type code: durations `D`, trigger rules `U`, dates `I`, time zones `Z`, assets and tables `A`, tables `B`, callbacks `L`, JSON `J`,
 * schedules `H`, statements `G`, Markdown `M`, states `W`, lists to map over `V`, cron texts `X`, asset conditions `O`.
 */
export const dagExpressions: Readonly<Record<string, readonly string[]>> = {
  D: ['minutes($k)', 'hours($k)', 'days($k + 1)', 'weeks(1)', 'seconds(30 + $k)', '($k * 60)', '(90 + $k)', '3600', '0.5', 'minutes($b ? 5 : 10)'],
  U: [`pick(${quoted(triggerRules)}, $n, 'all_done')`, "'none_failed_min_one_success'", "($b ? 'one_failed' : 'always')"],
  I: ["'2024-01-15'", '`2024-0${1 + $k}-1${$k}`', "'2024-02-29T06:30'", "'2024-05-01T00:00:00+02:00'", '$d', "'2024-01-15 10:00:00'", 'new Date(Date.UTC(2024, $k, 1))'],
  Z: ["'UTC'", "pick(['Europe/Paris', 'America/New_York', 'Asia/Kolkata'], $n, 'UTC')"],
  A: ['$B', 'asset(`news_${slug($t)}`)', 'new Asset({ name: `fresh_${$k}` })', "new Asset({ uri: `s3://bucket/${$k}` })"],
  B: ['table(`raw.part_${$k}`)', "table(`prod.made.${slug($t) || 'x'}`)"],
  L: ["'acme.alerts:notify'", "{ callable: 'acme.alerts:page', kwargs: { channel: $t, level: $n } }", "{ triggers: 'restore' }", "{ callable: 'a.b:c', triggers: ['restore', `snap_${$k}`] }", "['a.b:c', { callable: 'a.b:d' }]"],
  J: ['$t', '$n', '$b', 'null', '$T', '$r', '$p', '{ day: `{{ ds }}`, list: $N, deep: { a: $t, b: [$b, null] } }', '[$t, { a: $n }]', '{ $ref: $t, "$$": $n }'],
  X: ["'30 4 * * 1-5'", '`${$k} ${$k} * * ${$k}`', "`*/${$k + 1} * * * *`", "`0 ${$b ? 4 : 5} 1 * *`", "'0 0 * * MON'"],
  O: ['allOf($A, $A)', 'anyOf($A, $A)', 'allOf($A, anyOf($A, $A))', 'anyOf(allOf($A), $A)'],
  H: [
    'null', "'@daily'", "($b ? '@hourly' : '@weekly')", "'@once'", "'@continuous'", "'@monthly'", "'@yearly'", '$X', 'cron($X)', 'cron($X, $Z)', "cron([$X, $X], $Z, { timing: 'data-interval' })", 'every($D)', 'every({ months: $k + 1 })', "every({ days: 1, years: $k }, { timing: 'data-interval' })", '$A', '$O', 'assetsOrTime($O, $X)', 'assetsOrTime($A, cron($X, $Z))', 'events($I, $I)', "timetable('acme.Workdays')", "timetable('acme.After' + slug($t), { hour: $k, skip: $T })",
  ],
  G: ['$t', 'sql`select * from ${$B} where a = ${$n}`', "sql`insert into ${$B} select ${$t} from ${$B}`", 'sql`${sql`select 1 from ${$B}`} union ${$t}`', "`select ${$n}`", "String(sql`drop table ${$B}`)"],
  M: ['$t', "`# ${$t}\\n\\nDoes *things* with ${$k} parts.`", '`\n## Why\n${$t}\n`'],
  W: [`${quoted(states)}.slice($k)`, "['success', 'skipped']", "['failed']"],
  V: ['$T', '$N', '[{ a: $n }, { a: $t }]', '$r', '[1, 2, 3].map((n) => n * $k)'],
}

/** Options that any task takes. */
export const taskOptions: Readonly<Record<string, string>> = {
  owner: '$t', triggerRule: '$U', retries: '$k', retryDelay: '$D', retryExponentialBackoff: '($b ? 2 : true)', maxRetryDelay: '$D', executionTimeout: '$D', pool: '$t', poolSlots: '$k + 1', priorityWeight: '$k', weightRule: "pick(['downstream', 'upstream', 'absolute'], $n, 'absolute')",
  queue: '$t', executor: '$t', dependsOnPast: '$b', ignoreFirstDependsOnPast: '$b', waitForPastDependsBeforeSkipping: '$b', waitForDownstream: '$b', maxActiveTisPerDag: '$k + 1', maxActiveTisPerDagrun: '$k + 1', doXcomPush: '$b', email: '($b ? $t : $T)', emailOnFailure: '$b', emailOnRetry: '$b',
  startDate: '$I', endDate: '$I', onFailure: '$L', onSuccess: '$L', onRetry: '$L', onExecute: '$L', onSkipped: '$L', docMd: '$M', inlets: '[$A]', outlets: '[$A, $A]', reads: '[$B]', writes: "[$B, { table: $B, mode: pick(['append', 'overwrite', 'merge', 'create', 'drop'], $n, 'unknown'), partition: { day: $t } }]",
  mapIndexTemplate: '$t', setup: '$b', returnsDagResult: '$b',
}
/** Options that `defaults` may give. */
export const defaultOptions: readonly string[] = Object.keys(taskOptions).slice(0, 30)

/** Options of a DAG. */
export const dagOptions: Readonly<Record<string, string>> = {
  schedule: '$H', timezone: '$Z', startDate: '$I', endDate: '($b ? $I : null)', catchup: '$b', maxActiveRuns: '$k + 1', maxActiveTasks: '$k + 1', maxConsecutiveFailedDagRuns: '$k', dagrunTimeout: '$D', failFast: '$b', renderTemplateAsNativeObj: '$b', isPausedUponCreation: '$b', dagDisplayName: '$t', description: '$t', docMd: '$M',
  tags: '$T', owners: '$T', macros: '{ greet: $t, limits: $r }', onFailure: '$L', onSuccess: '$L', kind: "pick(['dag', 'orchestrator', 'internal'], $n, 'dag')", documentation: '{ essence: $t, tables: $T, sizes: $r }',
}
/** Options of a task group. */
export const groupOptions: Readonly<Record<string, string>> = { label: '$t', docMd: '$M', prefixGroupId: '$b' }

const sensing: Readonly<Record<string, string>> = { mode: "pick(['poke', 'reschedule', 'deferrable'], $n, 'poke')", pokeInterval: '$D', timeout: '$D', softFail: '$b', exponentialBackoff: '$b' }

/** How a kind of task is made: the call without its id, what it must be given, what it may be given besides the options of all tasks. */
export interface TaskForm {
  readonly name: string
  readonly needs: string
  readonly may?: Readonly<Record<string, string>>
  /** What stands before the id. */
  readonly first?: string
}

/** All operators and sensors. */
export const taskForms: readonly TaskForm[] = [
  { name: 'empty', needs: '' },
  { name: 'bash', needs: 'command: $t', may: { env: '{ A: $t, B: `${$n}` }', appendEnv: '$b', cwd: '$t', skipOnExitCode: '($b ? $k : [$k, 99])' } },
  { name: 'python', needs: "callable: 'acme.jobs:run'", may: { opArgs: '[$J, $J]', opKwargs: '{ a: $J, b: $J }', requirements: '$T' } },
  { name: 'python', needs: 'callable: `acme.jobs:${slug($t)}`', may: { opKwargs: '$r' } },
  { name: 'sql', needs: 'sql: $G', may: { connId: '$t', dialect: "($b ? 'trino' : 'postgres')", parameters: '($b ? $r : $T)', autocommit: '$b', splitStatements: '$b', database: '$t' } },
  { name: 'sql', needs: 'sql: [$G, $G]', may: { connId: '$t' } },
  { name: 'http', needs: 'endpoint: $t', may: { method: "pick(['GET', 'PUT'], $n, 'POST')", connId: '$t', data: '$J', headers: '{ Accept: $t }', responseCheck: "'a.b:c'" } },
  { name: 'email', needs: 'to: $T, subject: $t, htmlContent: $t', may: { cc: '$t', connId: '$t' } },
  { name: 'docker', needs: 'image: $t', may: { command: '($b ? $t : $T)', environment: '{ A: $t }', mounts: '$T', networkMode: '$t', autoRemove: "'success'" } },
  { name: 'kubernetesPod', needs: 'image: $t', may: { name: '$t', namespace: '$t', cmds: '$T', arguments: '$T', envVars: '{ A: $t }', labels: '{ app: $t }', containerResources: '{ requests: { cpu: `${$k}` } }', deferrable: '$b' } },
  { name: 'sparkSubmit', needs: 'application: $t', may: { connId: '$t', applicationArgs: '$T', conf: '{ "spark.a": $t, "spark.b": $n }', javaClass: '$t', files: '$t', packages: '$t', name: '$t', numExecutors: '$k', executorMemory: '`${$k}g`', executorCores: '$k', driverMemory: "'2g'", sql: '$G', dialect: "'spark'" } },
  { name: 'shortCircuit', needs: "callable: 'a.b:enough'", may: { ignoreDownstreamTriggerRules: '$b', condition: "`params.n > ${$k}`", opArgs: '[$J]', opKwargs: '{ a: $J }' } },
  { name: 'latestOnly', needs: '' },
  { name: 'operator', first: "'AnyOperator'", needs: 'whatever: $J', may: { deep: '{ a: [$x], b: $p }', when: '$d', many: '$P' } },
  { name: 'operator', first: 'pushOperator', needs: 'queue: $t', may: { size: '$n', statement: '$G' } },
  { name: 'operator', first: "'Probe'", needs: 'value: $x, text: $t, number: $n, flag: $b, list: $T, table: $r', may: { map: '$m', set: '$s', day: '$d', maybe: '$u', items: '$P', sizes: '$N' } },
  { name: 'timeSensor', needs: "targetTime: '04:30'", may: sensing },
  { name: 'timeDeltaSensor', needs: 'delta: $D', may: sensing },
  { name: 'fileSensor', needs: 'filepath: $t', may: { ...sensing, connId: '$t', recursive: '$b' } },
  { name: 'httpSensor', needs: 'endpoint: $t', may: { ...sensing, method: "'HEAD'", headers: '{ a: $t }', responseCheck: "'a.b:c'" } },
  { name: 'sqlSensor', needs: 'sql: $G', may: { ...sensing, connId: '$t', dialect: "'trino'" } },
  { name: 'pythonSensor', needs: "callable: 'a.b:ready'", may: { ...sensing, opArgs: '[$J]', opKwargs: '{ a: $J }' } },
  { name: 'sensor', first: "'AnySensor'", needs: '', may: { ...sensing, anything: '$J' } },
  { name: 'sensor', first: 'waitSensor', needs: 'key: $t', may: sensing },
  { name: 'externalTask', needs: "dagId: 'elsewhere', taskId: `t_${$k}`", may: { ...sensing, executionDelta: '$D', allowedStates: '$W', failedStates: '$W', skippedStates: '$W', checkExistence: '$b' } },
  { name: 'externalTask', needs: "dagId: 'elsewhere', taskIds: $T", may: { ...sensing, executionDelta: 'null' } },
  { name: 'externalTask', needs: "dagId: `other_${slug($t)}`, taskGroupId: $t" },
]

/** What `triggerDagRun` may be given. */
export const triggerOptions: Readonly<Record<string, string>> = {
  conf: '{ day: `{{ ds }}`, n: $n, more: $J }', logicalDate: "($b ? '{{ logical_date }}' : $I)", runId: '$t', resetDagRun: '$b', waitForCompletion: '$b', pokeInterval: '$D', allowedStates: "['success']", failedStates: "['failed']", skipWhenAlreadyExists: '$b', failWhenDagIsPaused: '$b', note: '$t', deferrable: '$b',
}
