// A schedule of the model → its timetable.
import type { Fact, Schedule } from '#model'
import { isRefused, refuse, type Refused } from './refused.ts'
import { parseCron } from './parse-cron.ts'
import { instantOf } from './instant-text.ts'
import type { Scheduler } from './scheduler.ts'
import { continuousTimetable, eventsTimetable, neverTimetable, onceTimetable } from './simple-timetables.ts'
import { roughMs, type Step } from './step.ts'
import { anyOfTimetables, intervalTimetable, triggerTimetable, type TriggerOptions } from './tick-timetables.ts'
import { cronTicks, stepTicks } from './ticks.ts'
import type { Timetable } from './timetable.ts'
import { utc, type Zone } from './zone.ts'

type Of<Kind extends Schedule['kind']> = Extract<Schedule, { kind: Kind }>
type CronSchedule = Omit<Of<'cron'>, 'kind'>

/**
 * The timetable of a schedule. Refused where a part of the schedule is not known, where an expression, a date or a zone is
 * none, and for timetables that are known by name only.
 */
export const timetableOf = (schedule: Fact<Schedule>, scheduler: Scheduler): Timetable | Refused => {
  if (!('kind' in schedule)) return refuse('is not known')
  switch (schedule.kind) {
    case 'none': return neverTimetable('NullTimetable')
    case 'once': return onceTimetable(scheduler.airflow)
    case 'continuous': return continuousTimetable(scheduler.airflow)
    case 'cron': return cronTimetable(schedule, scheduler)
    case 'interval': return stepTimetable(schedule, scheduler)
    case 'assets': return neverTimetable(scheduler.airflow === 2 ? 'DatasetTriggeredTimetable' : 'AssetTriggeredTimetable')
    case 'assets-or-time': {
      const time = cronTimetable(schedule, scheduler)
      return isRefused(time) ? time : { ...time, name: scheduler.airflow === 2 ? 'DatasetOrTimeSchedule' : 'AssetOrTimeSchedule' }
    }
    case 'events': return datesTimetable(schedule)
    case 'timetable': return refuse(`is a timetable of its own (${typeof schedule.name === 'string' ? schedule.name : 'its name is not known'})`)
  }
}

const cronTimetable = (schedule: CronSchedule, scheduler: Scheduler): Timetable | Refused => {
  const zone = zoneOfFact(schedule.timezone, scheduler)
  if (isRefused(zone)) return zone
  if (schedule.expressions === undefined) return oneCron(schedule.expression, schedule, zone, scheduler)
  if (schedule.expressions.length === 0) return refuse('names no expression')
  const timetables = schedule.expressions.map((expression) => oneCron(expression, { ...schedule, timing: 'trigger' }, zone, scheduler))
  return timetables.find(isRefused) ?? anyOfTimetables('MultipleCronTriggerTimetable', timetables as Timetable[])
}

const oneCron = (expression: Fact<string> | undefined, schedule: CronSchedule, zone: Zone, scheduler: Scheduler): Timetable | Refused => {
  if (typeof expression !== 'string') return refuse('is not known')
  const cron = parseCron(expression, scheduler.croniter)
  if (isRefused(cron)) return cron
  const options = triggerOptions(schedule, scheduler)
  if (isRefused(options)) return options
  const ticks = cronTicks(cron, zone)
  return schedule.timing === 'data-interval' ? intervalTimetable('CronDataIntervalTimetable', ticks) : triggerTimetable('CronTriggerTimetable', ticks, options)
}

const stepTimetable = (schedule: Of<'interval'>, scheduler: Scheduler): Timetable | Refused => {
  const step = schedule.every ?? schedule.everyMs
  if (step === undefined || (typeof step === 'object' && '$unknown' in step)) return refuse('is not known')
  if (roughMs(step as Step) <= 0) return refuse('does not go forward')
  const options = triggerOptions(schedule, scheduler)
  if (isRefused(options)) return options
  const ticks = stepTicks(step as Step)
  return schedule.timing === 'data-interval' ? intervalTimetable('DeltaDataIntervalTimetable', ticks) : triggerTimetable('DeltaTriggerTimetable', ticks, options)
}

/** What is covered and how a DAG begins; a step has no say in the latter. */
const triggerOptions = (schedule: CronSchedule | Of<'interval'>, { airflow }: Scheduler): TriggerOptions | Refused => {
  const { intervalMs } = schedule, runImmediately = 'runImmediately' in schedule ? schedule.runImmediately : undefined
  if (typeof intervalMs === 'object' || typeof runImmediately === 'object') return refuse('is not known')
  return { airflow, ...(intervalMs !== undefined && { interval: intervalMs }), ...(runImmediately !== undefined && { runImmediately }) }
}

const datesTimetable = ({ dates, restrictToEvents = false }: Of<'events'>): Timetable | Refused => {
  if (typeof restrictToEvents === 'object') return refuse('is not known')
  const instants = dates.map((date) => (typeof date === 'string' ? instantOf(date, utc) : undefined))
  return instants.includes(undefined) ? refuse('has a date that is not known') : eventsTimetable(instants as number[], restrictToEvents)
}

const zoneOfFact = (name: Fact<string>, { zoneOf }: Scheduler): Zone | Refused => {
  if (typeof name !== 'string') return refuse('is in a time zone that is not known')
  return zoneOf(name) ?? refuse(`is in a time zone \`${name}\` that is none`)
}
