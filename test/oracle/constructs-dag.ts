// Constructs of the authoring API, by the names under which the coverage of the generator is counted.
import type { Program } from './program.ts'

/** One construct: adds statements to the DAG in the variable `dag`; returns the variables of tasks that others may be joined to. */
export interface DagConstruct { readonly name: string; readonly write: (p: Program, dag: string) => string[] }

const construct = (name: string, write: DagConstruct['write']): DagConstruct => ({ name, write })

/** A task by one call; `call` is what stands after the DAG's variable. */
const oneTask = (name: string, method: string, options: (p: Program) => string): DagConstruct => construct(name, (p, dag) => {
  const task = p.name(method)
  p.line(`const ${task} = ${dag}.${method}('${task}', { ${options(p)}${someFields(p)} })`)
  return [task]
})

const fields: readonly ((p: Program) => string)[] = [
  (p) => `retries: ${p.random.int(0, 5)}`, (p) => `retryDelay: minutes(${p.random.int(1, 9)})`, () => 'retryExponentialBackoff: 2', () => 'maxRetryDelay: hours(1)',
  (p) => `triggerRule: '${p.random.pick(['all_done', 'none_failed', 'one_success', 'none_failed_min_one_success', 'always'])}'`, () => 'executionTimeout: hours(3)',
  (p) => `pool: ${p.value('text', 1)}`, () => 'poolSlots: 2', (p) => `priorityWeight: ${p.random.int(1, 9)}`, () => "weightRule: 'absolute'", () => "queue: 'big'", () => "owner: 'ana'",
  () => 'dependsOnPast: true', () => 'waitForDownstream: true', () => 'maxActiveTisPerDag: 1', () => 'maxActiveTisPerDagrun: 2', (p) => `docMd: ${p.value('text')}`,
  () => "onFailure: 'alerts.slack:failed'", () => "onSuccess: { triggers: ['next', 'other'] }", () => "onRetry: ['m:a', { callable: 'm:b' }]", () => 'doXcomPush: false', () => "email: ['x@example.com']",
  () => "startDate: '2024-02-01'", () => 'retries: undefined', () => "onExecute: 'm:x', onSkipped: 'm:y'",
]
const someFields = (p: Program): string => {
  const chosen = new Map(Array.from({ length: p.random.int(0, 3) }, () => p.random.pick(fields)(p)).map((text) => [text.split(':')[0], text]))
  return [...chosen.values()].map((text) => `, ${text}`).join('')
}

/** Everything that the authoring API has, save the options of DAGs (see `dagOptions`). */
export const dagConstructs: readonly DagConstruct[] = [
  oneTask('bash', 'bash', (p) => `command: ${p.value('text')}, env: { A: 'x' }`),
  oneTask('python', 'python', (p) => `callable: 'jobs.load:run', opKwargs: { n: ${p.value('number')}, r: ${p.value('record')} }, opArgs: ${p.value('list')}`),
  oneTask('sql', 'sql', (p) => `sql: ${p.random.pick(["'select 1'", "['select 1', 'select 2']", 'sql`select ${1} from t`'])}, connId: 'wh', dialect: 'trino'`),
  oneTask('http', 'http', (p) => `endpoint: '/v1/' + ${p.value('text')}, method: 'PUT', data: ${p.value('record')}, headers: { Accept: 'json' }`),
  oneTask('empty', 'empty', () => ''.concat("docMd: 'joins'")),
  oneTask('email', 'email', (p) => `to: ['a@example.com'], subject: ${p.value('text')}, htmlContent: '<b>{{ ds }}</b>'`),
  oneTask('docker', 'docker', (p) => `image: 'img:1', command: ['run', ${p.value('text')}], environment: { B: '1' }`),
  oneTask('kubernetesPod', 'kubernetesPod', (p) => `image: 'img:2', cmds: ['sh'], arguments: ['-c', ${p.value('text')}], namespace: 'etl', envVars: {}`),
  oneTask('sparkSubmit', 'sparkSubmit', (p) => `application: 's3://jobs/' + ${p.value('text')}, applicationArgs: ['--day', '{{ ds }}'], conf: { 'spark.x': ${p.value('number')} }, numExecutors: 4`),
  construct('custom operator', (p, dag) => {
    const type = p.name('Push'), task = p.name('push')
    p.line(`const ${type} = defineOperator<{ queue: string, size?: number }>('acme.${type}', { templateFields: ['queue'], operatorClass: 'acme.ops.${type}' })`)
    p.line(`const ${task} = ${dag}.operator(${type}, '${task}', { queue: ${p.value('text')}, size: ${p.value('number')}${someFields(p)} })`)
    return [task]
  }),
  construct('operator by name', (p, dag) => {
    const task = p.name('any')
    p.line(`const ${task} = ${dag}.operator('vendor.SpecialOperator', '${task}', { deep: { value: ${p.value('record')} }, list: ${p.value('list')} })`)
    return [task]
  }),
  oneTask('timeSensor', 'timeSensor', () => "targetTime: '06:30', mode: 'reschedule'"),
  oneTask('timeDeltaSensor', 'timeDeltaSensor', (p) => `delta: minutes(${p.random.int(1, 90)}), timeout: days(1)`),
  oneTask('fileSensor', 'fileSensor', () => "filepath: '/in/{{ ds }}.csv', pokeInterval: 30, mode: 'poke', softFail: true"),
  oneTask('httpSensor', 'httpSensor', () => "endpoint: '/ready', responseCheck: 'checks:ok', mode: 'deferrable'"),
  oneTask('sqlSensor', 'sqlSensor', () => "sql: 'select count(*) from t', connId: 'wh'"),
  oneTask('pythonSensor', 'pythonSensor', (p) => `callable: 'checks:ready', opKwargs: ${p.value('record')}, pokeInterval: minutes(5)`),
  construct('custom sensor', (p, dag) => {
    const task = p.name('watch')
    p.line(`const ${task} = ${dag}.sensor('vendor.S3KeySensor', '${task}', { bucket: ${p.value('text')}, mode: 'reschedule', timeout: hours(${p.random.int(1, 9)}) })`)
    return [task]
  }),
  construct('externalTask by name', (p, dag) => {
    const task = p.name('wait')
    p.line(`const ${task} = ${dag}.externalTask('${task}', { dagId: 'upstream', taskIds: ['a', 'b'], executionDelta: hours(${p.random.int(0, 5)}), allowedStates: ['success', 'skipped'], failedStates: ['failed'], mode: 'reschedule' })`)
    return [task]
  }),
  construct('externalTask by reference', (p, dag) => {
    const other = p.name('other'), task = p.name('wait')
    p.line(`export const ${other} = new Dag('${other}_' + programId); const ${other}t = ${other}.taskGroup('g').empty('inside'); const ${other}g = ${other}.taskGroup('h')`)
    p.line(`const ${task} = ${dag}.externalTask('${task}', ${p.random.pick([`{ task: ${other}t }`, `{ dag: ${other} }`, `{ task: [${other}t] , softFail: true }`, `{ taskGroup: ${other}g }`])})`)
    return [task]
  }),
  construct('triggerDagRun', (p, dag) => {
    const task = p.name('start')
    p.line(`const ${task} = ${dag}.triggerDagRun({ taskId: '${task}', ${p.random.pick(["dagId: 'next'", `dag: ${dag}`])}, conf: { day: '{{ ds }}', n: ${p.value('number')} }, waitForCompletion: ${p.random.chance(0.5)}, resetDagRun: true, logicalDate: '{{ logical_date }}', pokeInterval: 30, allowedStates: ['success']${someFields(p)} })`)
    return [task]
  }),
  construct('branch', (p, dag) => {
    const b = p.name('choose')
    p.line(`const ${b}a = ${dag}.empty('${b}a'), ${b}b = ${dag}.empty('${b}b'), ${b}end = ${dag}.empty('${b}end', { triggerRule: 'none_failed_min_one_success' })`)
    p.line(`const ${b} = ${dag}.branch('${b}', { callable: 'm:choose'${p.random.chance(0.5) ? `, to: [${b}a, ${b}b]` : ''} }); ${b}.when(\`params.n > \${${p.value('number')}}\`, label('big'), ${b}a).otherwise(${b}b); chain([${b}a, ${b}b], ${b}end)`)
    return [b, `${b}end`]
  }),
  construct('if and else', (p, dag) => {
    const c = p.name('check')
    p.line(`const ${c} = ${dag}.python('${c}', { callable: 'm:check' }), ${c}y = ${dag}.empty('${c}y'), ${c}n = ${dag}.empty('${c}n'); ${p.random.chance(0.5) ? `${dag}.if(${c}).then(${c}y).else(${c}n)` : `${dag}.if(${c}).then(${c}y, ${c}n)`}`)
    return [c]
  }),
  construct('switch and case', (p, dag) => {
    const s = p.name('pick')
    p.line(`const ${s} = ${dag}.python('${s}', { callable: 'm:pick' }); const ${s}cases = ['x', 'y', 'z'].map((k) => ${dag}.empty(\`${s}_\${k}\`)); const ${s}switch = ${dag}.switch(${s}); for (const one of ${s}cases) ${s}switch.case(one)`)
    return [s]
  }),
  construct('shortCircuit', (p, dag) => {
    const task = p.name('gate')
    p.line(`const ${task} = ${dag}.shortCircuit('${task}', { callable: 'm:gate', condition: "params.go == 'yes'", ignoreDownstreamTriggerRules: ${p.random.chance(0.5)} }), ${task}next = ${dag}.empty('${task}next').after(${task})`)
    return [task, `${task}next`]
  }),
  construct('latestOnly', (p, dag) => {
    const task = p.name('latest')
    p.line(`const ${task} = ${dag}.latestOnly('${task}')`)
    return [task]
  }),
  construct('taskGroup', (p, dag) => {
    const g = p.name('grp')
    p.line(`const ${g} = ${dag}.taskGroup('${g}', { label: 'Group', docMd: ${p.value('text')}, defaults: { retries: ${p.random.int(1, 4)}, pool: 'grp' } }); const ${g}a = ${g}.bash('a', { command: 'a' }), ${g}b = ${g}.bash('b', { command: 'b', pool: 'own' }); ${g}a.before(${g}b)`)
    p.line(`const ${g}in = ${g}.taskGroup('in', { prefixGroupId: ${p.random.chance(0.7)} }); ${g}in.empty('${g}x').before(${g}in.empty('${g}y')); ${g}in.after(${g}b); const ${g}first = ${dag}.empty('${g}first'), ${g}last = ${dag}.empty('${g}last'); chain(${g}first, ${g}, ${g}last)`)
    return [`${g}first`, `${g}last`]
  }),
  construct('mapping over a list', (p, dag) => {
    const task = p.name('each')
    p.line(`const ${task} = ${dag}.python('${task}', { callable: 'm:one', expand: { x: ${p.value('list')}, y: [1, 2, 3] }, mapIndexTemplate: '{{ task.x }}' })`)
    return [task]
  }),
  construct('mapping over a task', (p, dag) => {
    const task = p.name('each')
    p.line(`const ${task}list = ${dag}.python('${task}list', { callable: 'm:list' }), ${task} = ${dag}.python('${task}', { callable: 'm:one', ${p.random.pick([`expand: { file: ${task}list }`, `expandKwargs: ${task}list`, "expandKwargs: [{ a: 1 }, { a: 2 }]"])} }).after(${task}list)`)
    return [`${task}list`, task]
  }),
  construct('mapped group', (p, dag) => {
    const g = p.name('grp')
    p.line(`const ${g} = ${dag}.taskGroup('${g}', { expand: { region: ['n', 's'] } }); const ${g}t = ${g}.bash('t', { command: 'x' })`)
    return [`${g}t`]
  }),
  construct('setup and teardown', (p, dag) => {
    const s = p.name('res')
    p.line(`const ${s}up = ${dag}.bash('${s}up', { command: 'up', setup: true }), ${s}work = ${dag}.bash('${s}work', { command: 'work' }).after(${s}up), ${s}down = ${dag}.bash('${s}down', { command: 'down', teardown: ${p.random.pick(['true', `${s}up`, `[${s}up]`])}, onFailureFailDagrun: true }).after(${s}work)`)
    return [`${s}work`]
  }),
  construct('inlets and outlets', (p, dag) => {
    const t = p.name('tbl')
    p.line(`const ${t} = table(\`prod.${t}_\${${p.value('number')}}\`, { columns: { id: 'bigint', note: { type: 'text', description: 'a note' } }, role: '${p.random.pick(['source', 'output', 'history'])}', description: ${p.value('text')} }); export const ${t}ready = asset('${t}_ready', 's3://x/${t}'); const ${t}two = new Asset({ uri: 's3://two/${t}' })`)
    p.line(`const ${t}task = ${dag}.bash('${t}task', { command: 'x', inlets: [${t}], outlets: [${t}ready, ${t}two, ${t}], writes: [{ table: ${t}, mode: 'append', partition: { day: '{{ ds }}' } }] })`)
    return [`${t}task`]
  }),
  construct('sql with table references', (p, dag) => {
    const t = p.name('q')
    p.line(`const ${t}in = table('raw.${t}', { columns: { id: 'int' } }), ${t}out = table('mart.${t}'); const ${t}part = sql\`select \${${t}in.column('id')} from \${${t}in} where x = \${${p.value('number')}}\``)
    p.line(`const ${t} = ${dag}.sql('${t}', { sql: [sql\`insert into \${${t}out} \${${t}part}\`, \`analyze \${${t}out}\`], outlets: [${t}out], reads: [table('raw.more_${t}')] })`)
    return [t]
  }),
  construct('tasks in a loop', (p, dag) => {
    const l = p.name('loop')
    p.line(`let ${l}: TaskRef = ${dag}.empty('${l}start'); for (const [i, region] of (['north', 'south', 'east'] as const).entries()) { const t = ${dag}.bash(\`${l}_\${region}\`, { command: \`pull \${region} \${i}\`, retries: i }); ${l}.before(t); if (i > 0) ${l} = t }`)
    return [l]
  }),
  construct('tasks by a factory', (p, dag) => {
    const f = p.name('make')
    p.line(`const ${f} = (scope: typeof ${dag}, id: string, options: { retries?: number } = {}): TaskRef => scope.bash(id, { command: id.toUpperCase(), ...options }); const ${f}t = [${f}(${dag}, '${f}a'), ${f}(${dag}, '${f}b', { retries: ${p.random.int(1, 9)} })]; chain(...${f}t)`)
    return [`${f}t[0]!`]
  }),
  construct('labelled edges', (p, dag) => {
    const e = p.name('edge')
    p.line(`const ${e}a = ${dag}.empty('${e}a'), ${e}b = ${dag}.empty('${e}b'), ${e}c = ${dag}.empty('${e}c'); ${e}a.before(label('yes ' + ${p.value('number')}), ${e}b, label('no'), ${e}c); chain(${e}b, label('then'), ${e}c); ${e}c.after(${e}a)`)
    return [`${e}c`]
  }),
  construct('lists in chains', (p, dag) => {
    const e = p.name('many')
    p.line(`const ${e} = [1, 2, 3].map((n) => ${dag}.empty(\`${e}_\${n}\`)), ${e}2 = [1, 2, 3].map((n) => ${dag}.empty(\`${e}2_\${n}\`)); chain(${dag}.empty('${e}s'), ${e}, ${e}2, ${dag}.empty('${e}t')); crossDownstream(${e}.slice(0, 2), ${e}2.slice(1))`)
    return []
  }),
]

/** Options of a DAG: each under its name, as text of one property. */
export const dagOptions: Readonly<Record<string, (p: Program) => string>> = {
  'schedule: cron': (p) => `schedule: cron('${p.random.int(0, 59)} 4 * * 1-5', ${p.random.pick(["'Europe/Paris'", "'America/New_York'", 'null'])}, { timing: '${p.random.pick(['trigger', 'data-interval'])}' })`,
  'schedule: several crons': () => "schedule: cron(['0 4 * * *', '30 16 * * 6'], 'UTC')",
  'schedule: cron text': (p) => `schedule: '${p.random.int(0, 59)} * * * *'`,
  'schedule: preset': (p) => `schedule: '${p.random.pick(['@daily', '@hourly', '@weekly', '@monthly', '@yearly'])}'`,
  'schedule: once': () => "schedule: '@once'",
  'schedule: continuous': () => "schedule: '@continuous', maxActiveRuns: 1",
  'schedule: interval': (p) => `schedule: every(hours(${p.random.int(1, 48)}))`,
  'schedule: calendar step': () => "schedule: every({ months: 1, days: 2 }, { timing: 'data-interval' })",
  'schedule: assets': () => "schedule: allOf(asset('a'), anyOf(asset('b'), table('c.d')))",
  'schedule: one asset': () => "schedule: asset('only')",
  'schedule: assets or time': () => "schedule: assetsOrTime(anyOf(asset('a')), cron('0 1 * * *', 'Asia/Kolkata'))",
  'schedule: events': () => "schedule: events('2024-05-01', '2024-06-01T12:00', new Date('2024-07-01T00:00:00Z'))",
  'schedule: timetable': (p) => `schedule: timetable('acme.WorkdayTimetable', { holidays: ${p.value('list')} })`,
  'schedule: null': () => 'schedule: null',
  dates: () => "startDate: '2024-01-01', endDate: new Date(Date.UTC(2030, 0, 1))",
  'dates in a time zone': () => "timezone: 'Australia/Sydney', startDate: '2024-01-01T03:00', endDate: '2025-06-01 00:00'",
  limits: (p) => `maxActiveRuns: ${p.random.int(1, 20)}, maxActiveTasks: ${p.random.int(1, 20)}, maxConsecutiveFailedDagRuns: 3, dagrunTimeout: hours(4)`,
  flags: () => 'catchup: true, failFast: true, renderTemplateAsNativeObj: true, isPausedUponCreation: false',
  texts: (p) => `description: ${p.value('text')}, docMd: ${p.value('text')}, dagDisplayName: 'Shown', tags: ['a', ${p.value('text')}], owners: ['team']`,
  params: (p) => `params: { region: param('US', { enum: ['US', 'EU'], description: 'Where' }), n: ${p.value('number', 0)}, free: param({ a: 1 }, { type: 'object' }) }`,
  defaults: (p) => `defaults: { retries: ${p.random.int(1, 5)}, retryDelay: minutes(7), dependsOnPast: true, owner: 'ops', triggerRule: 'all_done', onFailure: { callable: 'm:f', triggers: 'restore' }, email: 'ops@example.com' }`,
  callbacks: () => "onFailure: [{ triggers: 'restore' }, 'm:failed'], onSuccess: 'm:done'",
  macros: (p) => `macros: { add: ${p.value('number')}, deep: ${p.value('record')} }`,
  framework: (p) => `kind: '${p.random.pick(['orchestrator', 'internal'])}', documentation: { title: ${p.value('text')}, list: ${p.value('list')} }`,
}
