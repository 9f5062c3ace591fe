// Schedules and dates: every way of writing them becomes one shape.
import { nearest, type AssetCondition, type Fact, type Schedule, type Value } from '#model'
import { dateInZone, instantText, isRefused, isZone, parseCron, presetExpression, presetNames, roughMs, scheduleDefaults } from '#time'
import { classBrand, itemsOf, type Abstract } from '#value'
import { asFlag, asMs, asText, factOf, factsOf, isEmpty, propOf, textOf, type Convert } from './lift-fact.ts'
import { refuseValue } from './lift-option.ts'
import { zoneFact } from './lift-zone.ts'
import { nameFact, optional } from './lift-table.ts'
import { settle, valueIn, type LiftScope } from './lift-scope.ts'

/** The schedule that a value gives, in the DAG's time zone where it names none. */
export const scheduleOf = (scope: LiftScope, value: Abstract, timezone: Abstract): Fact<Schedule> =>
  factOf<Schedule>(scope, value, (at, known) => {
    const schedule = knownSchedule(at, known, timezone)
    if (schedule === undefined) return noSchedule(at, known) as unknown as Schedule
    // A cron that is none says nothing at all of when the DAG runs.
    return schedule.kind === 'cron' && isUnsupported(schedule.expression) ? schedule.expression as unknown as Schedule : schedule
  }, { kind: 'none' })!

const isUnsupported = (fact: unknown): boolean => typeof fact === 'object' && fact !== null && '$unknown' in fact && fact.$unknown === 'unsupported'

const noSchedule = (scope: LiftScope, value: Abstract): Fact<string> => {
  const shown = value.kind === 'primitive' ? `\`${String(value.value)}\`` : 'given here'
  return refuseValue(scope, value, { code: 'schedule', message: `The schedule ${shown} is none.`, help: 'Give a cron, a preset, an interval, assets, or null for none.' }, 'no schedule')
}

const knownSchedule = (scope: LiftScope, value: Abstract, timezone: Abstract): Schedule | undefined => {
  if (isEmpty(value)) return { kind: 'none' }
  if (value.kind === 'template') return { kind: 'cron', ...cronOf(scope, value, timezone) }
  if (value.kind === 'primitive') return typeof value.value === 'string' ? namedSchedule(scope, value.value, value, timezone) : undefined
  if (classBrand(value) === 'dagbook/asset' || classBrand(value) === 'dagbook/table') return { kind: 'assets', condition: nameFact(scope, value) }
  if (itemsOf(value) !== undefined) return { kind: 'assets', condition: assetList(scope, value, 'all') }
  return classBrand(value) === 'dagbook/schedule' ? recordSchedule(scope, value, timezone) : undefined
}

const namedSchedule = (scope: LiftScope, text: string, value: Abstract, timezone: Abstract): Schedule =>
  text === '@once' ? { kind: 'once' }
    : text === '@continuous' ? { kind: 'continuous' }
      : text === '@none' ? { kind: 'none' }
        : { kind: 'cron', ...cronOf(scope, value, timezone) }

type CronPart = Omit<Extract<Schedule, { kind: 'cron' }>, 'kind'>

const cronOf = (scope: LiftScope, expression: Abstract, timezone: Abstract, timing: 'trigger' | 'data-interval' = scheduleDefaults[scope.lift.scheduler.airflow].timing): CronPart => {
  const at = settle(scope, expression)
  const zone = zoneFact(scope, timezone)
  if (itemsOf(at) !== undefined) return { expressions: factsOf(scope, at, asCron), timezone: zone, timing }
  const preset = at.kind === 'primitive' && typeof at.value === 'string' ? presetExpression(at.value) : undefined
  return preset === undefined
    ? { expression: factOf(scope, at, asCron, '')!, timezone: zone, timing }
    : { expression: preset, preset: String((at as { value: unknown }).value), timezone: zone, timing }
}

/** A cron expression that the scheduler takes. */
const asCron: Convert<string> = (scope, value) => {
  const text = asText(scope, value)
  const cron = text === undefined ? undefined : parseCron(text, scope.lift.scheduler.croniter)
  if (cron === undefined || !isRefused(cron)) return text
  const why = text!.startsWith('@') ? 'is no preset' : cron.refused
  const meant = nearest(text!, [...presetNames, '@once', '@continuous', '@none'])
  return refuseValue(scope, value, {
    code: 'schedule', message: `The schedule \`${text}\` ${why}.`,
    help: meant === undefined ? 'A cron has five fields, minute first: `30 4 * * 1-5`.' : `Did you mean \`${meant}\`?`,
  }, `\`${text}\` ${why}`) as unknown as string
}

const timingOf = (scope: LiftScope, record: Abstract): 'trigger' | 'data-interval' => {
  const timing = textOf(scope, record, 'timing')
  return timing === 'data-interval' || timing === 'trigger' ? timing : scheduleDefaults[scope.lift.scheduler.airflow].timing
}

const cronRecord = (scope: LiftScope, record: Abstract, timezone: Abstract): CronPart => ({
  ...cronOf(scope, propOf(scope, record, 'expression'), zoneOf(scope, record, timezone), timingOf(scope, record)),
  ...intervalOf(scope, record),
  ...optional('runImmediately', givenFact<boolean | number>(scope, record, 'runImmediately', (at, value) => asFlag(at, value) ?? asMs(at, value))),
})

/** What a run covers, where that is said. */
const intervalOf = (scope: LiftScope, record: Abstract): { intervalMs?: Fact<number> } =>
  optional('intervalMs', givenFact<number>(scope, record, 'interval', asMs))

/** A field of a record; undefined where it holds nothing. */
const givenFact = <T>(scope: LiftScope, record: Abstract, key: string, convert: Convert<T | null>): Fact<T> | undefined =>
  (factOf(scope, propOf(scope, record, key), convert) ?? undefined) as Fact<T> | undefined

/** The time zone of a cron record, or else the DAG's. */
const zoneOf = (scope: LiftScope, record: Abstract, timezone: Abstract): Abstract => {
  const own = propOf(scope, record, 'timezone')
  return isEmpty(own) ? timezone : own
}

const recordSchedule = (scope: LiftScope, record: Abstract, timezone: Abstract): Schedule | undefined => {
  switch (textOf(scope, record, 'kind')) {
    case 'cron': return { kind: 'cron', ...cronRecord(scope, record, timezone) }
    case 'interval': return { kind: 'interval', ...stepOf(scope, propOf(scope, record, 'every')), timing: timingOf(scope, record), ...intervalOf(scope, record) }
    case 'all': case 'any': return { kind: 'assets', condition: conditionOf(scope, record) }
    case 'assets-or-time': {
      const time = propOf(scope, record, 'time')
      const cron = classBrand(time) === 'dagbook/schedule'
        ? cronRecord(scope, time, timezone)
        : cronOf(scope, time, timezone)
      const { preset: _, ...facts } = cron
      return { kind: 'assets-or-time', condition: conditionOf(scope, propOf(scope, record, 'assets')), ...facts }
    }
    case 'events': {
      const dates = factsOf(scope, propOf(scope, record, 'dates'), dateIn(timezone)) as Fact<string>[]
      return { kind: 'events', dates, ...(factOf(scope, propOf(scope, record, 'restrictToEvents'), asFlag) === true && { restrictToEvents: true }) }
    }
    case 'timetable': return { kind: 'timetable', name: factOf(scope, propOf(scope, record, 'name'), asText, '')!, ...argsOf(scope, propOf(scope, record, 'args')) }
    default: return undefined
  }
}

const argsOf = (scope: LiftScope, args: Abstract): { args?: Record<string, Value> } => {
  const value = valueIn(scope, args)
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0 ? { args: value as Record<string, Value> } : {}
}

const stepOf = (scope: LiftScope, step: Abstract): Pick<Extract<Schedule, { kind: 'interval' }>, 'everyMs' | 'every'> => {
  if (step.kind !== 'object') return { everyMs: factOf(scope, step, (at, value) => forward(at, value, asMs(at, value) ?? undefined), 0)! }
  const every: NonNullable<Extract<Schedule, { kind: 'interval' }>['every']> = {}
  for (const unit of ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const) {
    const count = propOf(scope, step, unit)
    if (count.kind === 'primitive' && typeof count.value === 'number') every[unit] = count.value
  }
  return roughMs(every) > 0 ? { every } : { everyMs: standsStill(scope, step) }
}

const forward = (scope: LiftScope, value: Abstract, ms: number | undefined): number | undefined =>
  ms === undefined || ms > 0 ? ms : standsStill(scope, value) as unknown as number

const standsStill = (scope: LiftScope, step: Abstract): { $unknown: 'unsupported'; detail: string } =>
  refuseValue(scope, step, { code: 'schedule', message: 'The schedule does not go forward.', help: 'Give it a step that is longer than nothing.' }, 'it does not go forward')

const conditionOf = (scope: LiftScope, value: Abstract): Fact<AssetCondition> => {
  if (classBrand(value) !== 'dagbook/schedule') return nameFact(scope, value)
  return assetList(scope, propOf(scope, value, 'of'), textOf(scope, value, 'kind') === 'any' ? 'any' : 'all')
}
const assetList = (scope: LiftScope, list: Abstract, kind: 'all' | 'any'): AssetCondition => {
  const of = factsOf<AssetCondition>(scope, list, (at, item) => conditionOf(at, item) as AssetCondition) as AssetCondition[]
  return kind === 'all' ? { all: of } : { any: of }
}

/** A date as ISO 8601 with offset, local dates read in a time zone; null where it is given as null. */
export const dateIn = (timezone: Abstract): Convert<Fact<string | null>> => (scope, value) => {
  if (value.kind === 'primitive' && value.value === null) return null
  if (value.kind === 'object' && value.type === 'date') {
    const time = value.data as Abstract | undefined
    const text = time?.kind === 'primitive' && typeof time.value === 'number' ? instantText(time.value) : undefined
    return text?.replace('.000Z', '+00:00').replace('Z', '+00:00')
  }
  if (value.kind !== 'primitive' || typeof value.value !== 'string') return undefined
  const zone = settle(scope, timezone)
  if (isEmpty(zone) || /(?:Z|[+-]\d{2}:?\d{2})$/.test(value.value)) return dateInZone(value.value, 'UTC')
  if (zone.kind === 'primitive') {
    const name = String(zone.value)
    return isZone(name) ? dateInZone(value.value, name) : { $unknown: 'unsupported', detail: `\`${name}\` is no time zone` }
  }
  return { $unknown: 'derived', detail: `${value.value} in a time zone that is not known` }
}
