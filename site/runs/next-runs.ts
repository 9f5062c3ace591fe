// The next runs of a DAG, computed in the page by the engine that plans them: bundled when the package is built, loaded by
// pages of DAGs that have a schedule.
import { dagTimetable, durationWords, isRefused, nextRuns, wallTimeAt, type PlannedRun, type ScheduleFacts, type Scheduler, type Zone } from 'dagbook/browser'

/** What a page says of its DAG; see src/docs/part-runs.ts. */
interface Given {
  readonly facts: ScheduleFacts
  readonly scheduler: Omit<Scheduler, 'zoneOf'>
  /** The zones of the DAG and its schedule: the first is the one that its dates are shown in. */
  readonly zones: readonly Zone[]
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')

/** A time on a wall, given as if it were in UTC. */
const wallWords = (wall: number, thisYear: number): string => {
  const at = new Date(wall)
  const year = at.getUTCFullYear() === thisYear ? '' : ` ${at.getUTCFullYear()}`
  const seconds = at.getUTCSeconds() === 0 ? '' : `:${two(at.getUTCSeconds())}`
  return `${days[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]}${year} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds}`
}

/** The clock of who reads this. */
const readerWall = (instant: number): number => instant - new Date(instant).getTimezoneOffset() * 60_000
const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** How long until then: `3 h 20 min`, days without minutes. */
const untilWords = (ms: number): string => {
  const size = ms > 172_800_000 ? 3_600_000 : 60_000
  return ms < 60_000 ? 'in less than a minute' : `in ${durationWords(Math.floor(ms / size) * size)}`
}

/** The runs to come. What would be caught up first is not shown: nobody knows which runs there were. */
const runsToCome = ({ facts, scheduler, zones }: Given, now: number, count: number): readonly PlannedRun[] | undefined => {
  const byName = new Map(zones.map((zone) => [zone.name, zone]))
  const found = dagTimetable(facts, { ...scheduler, zoneOf: (name) => byName.get(name) })
  if (isRefused(found)) return undefined
  return nextRuns(found.timetable, { ...found.bounds, catchup: false }, now, count + 2).filter((run) => run.runAfter > now).slice(0, count)
}

const lineOf = (run: PlannedRun, zone: Zone, now: number): HTMLLIElement => {
  const line = document.createElement('li'), time = document.createElement('time'), more = document.createElement('span')
  const thisYear = new Date(now).getUTCFullYear()
  const there = wallWords(wallTimeAt(zone, run.runAfter), thisYear), here = wallWords(readerWall(run.runAfter), thisYear)
  time.dateTime = new Date(run.runAfter).toISOString()
  time.textContent = `${there} ${zone.name}`
  more.className = 'quiet'
  const { start, end } = run.dataInterval
  const covers = start === end ? '' : `, covers ${wallWords(wallTimeAt(zone, start), thisYear)} to ${wallWords(wallTimeAt(zone, end), thisYear)}`
  more.textContent = `${here === there ? '' : `, ${here} ${readerZone()}`}, ${untilWords(run.runAfter - now)}${covers}`
  line.append(time, more)
  return line
}

const show = (element: HTMLElement, now: number): void => {
  const given = JSON.parse(element.dataset['schedule'] ?? '') as Given
  const zone = given.zones[0]
  const runs = zone === undefined ? undefined : runsToCome(given, now, 5)
  if (zone === undefined || runs === undefined) return
  const tile = document.querySelector<HTMLElement>('[data-next-run]')
  const [first] = runs
  if (first === undefined) {
    element.textContent = 'None: its dates are over, or it never comes to one.'
  } else {
    const list = document.createElement('ol')
    list.append(...runs.map((run) => lineOf(run, zone, now)))
    element.replaceChildren(list)
  }
  if (tile === null) return
  const thisYear = new Date(now).getUTCFullYear()
  tile.textContent = first === undefined ? 'none' : wallWords(wallTimeAt(zone, first.runAfter), thisYear)
  if (first !== undefined) tile.title = `${zone.name}; for you ${wallWords(readerWall(first.runAfter), thisYear)}`
}

/** Shows the runs to come, and again whenever one of them begins. */
export const showRuns = (elements: readonly HTMLElement[]): void => {
  const all = (): void => { for (const element of elements) show(element, Date.now()) }
  all()
  setInterval(() => { if (document.visibilityState === 'visible') all() }, 30_000)
}
