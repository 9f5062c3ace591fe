// The week of a book: how many DAGs start in each of its hours, as a picture of 7 × 24 fields.
import { sortedBy, type Dag } from '#model'
import { wallTimeAt, utc, zoneNamed, type Zone } from '#time'
import { markup, type Markup } from '#write'
import type { BookContext } from './context.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { countWords } from './fact-words.ts'
import { countedFrom, rhythmsOf } from './frequency.ts'
import type { Part } from './page.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const hourMs = 3_600_000, hoursOfWeek = 168

/** Hours of a week, from Monday 00:00 on, and the number of DAGs that start in each. */
interface Week {
  readonly zone: Zone
  readonly counts: readonly number[]
  /** How many DAGs it is about. */
  readonly dags: number
}

/** The zone in which most DAGs have their schedule. */
const usualZone = (dags: readonly Dag[]): Zone => {
  const counts = new Map<string, number>()
  for (const { schedule } of dags) {
    const name = 'timezone' in schedule && typeof schedule.timezone === 'string' ? schedule.timezone : 'UTC'
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [name = 'UTC'] = sortedBy([...counts], ([each]) => each).reduce<readonly [string?, number?]>((most, each) => (each[1] > (most[1] ?? 0) ? each : most), [])
  return zoneNamed(name) ?? utc
}

const weekOf = (context: BookContext): Week => {
  const rhythmOf = rhythmsOf(context.model)
  const timed = context.model.dags.map((dag) => ({ dag, hours: rhythmOf(dag).hours })).filter(({ hours }) => hours.length > 0)
  const zone = usualZone(timed.map(({ dag }) => dag))
  const counts = Array.from({ length: hoursOfWeek }, () => 0)
  for (const { hours } of timed) {
    for (const hour of new Set(hours.map((instant) => (((Math.floor((wallTimeAt(zone, instant) - countedFrom) / hourMs)) % hoursOfWeek) + hoursOfWeek) % hoursOfWeek))) counts[hour]! += 1
  }
  return { zone, counts, dags: timed.length }
}

const hourWords = (hour: number): string => `${days[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}:00`

/** The busiest hours in words; hours of every day are said once. Undefined where several DAGs start and no two in the same hour. */
const busiest = ({ counts, dags }: Week): string | undefined => {
  const most = Math.max(...counts)
  const hours = counts.flatMap((count, hour) => (count === most ? [hour] : []))
  const ofDay = [...new Set(hours.map((hour) => hour % 24))]
  if (hours.length === hoursOfWeek) return `${countWords(most, 'DAG')} every hour`
  if (hours.length === ofDay.length * 7 && ofDay.length <= 3) return `${ofDay.map((hour) => `${String(hour).padStart(2, '0')}:00`).join(', ')} on every day, ${countWords(most, 'DAG')}`
  if (most === 1 && dags > 1) return undefined
  return `${hours.slice(0, 3).map(hourWords).join(', ')}${hours.length > 3 ? ` and ${hours.length - 3} more` : ''}, ${countWords(most, 'DAG')}`
}

const field = { width: 24, height: 18, gap: 2, left: 36, top: 18 }
const levels = 4

const drawn = ({ counts }: Week, label: string): Markup => {
  const most = Math.max(...counts)
  const width = field.left + 24 * (field.width + field.gap), height = field.top + 7 * (field.height + field.gap)
  const at = (hour: number): readonly [x: number, y: number] => [field.left + (hour % 24) * (field.width + field.gap), field.top + Math.floor(hour / 24) * (field.height + field.gap)]
  const fields = counts.map((count, hour) => {
    const [x, y] = at(hour)
    const inside = markup`<rect class="level-${count === 0 ? 0 : Math.ceil((count / most) * levels)}" x="${x}" y="${y}" width="${field.width}" height="${field.height}" rx="3"/>`
    return count === 0 ? inside : markup`<g><title>${hourWords(hour)}: ${countWords(count, 'DAG')}</title>${inside}</g>`
  })
  return markup`<svg class="week" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">${
    [0, 6, 12, 18].map((hour) => markup`<text x="${at(hour)[0]}" y="12">${String(hour).padStart(2, '0')}:00</text>`)}${
    days.map((day, i) => markup`<text x="0" y="${at(i * 24)[1] + 13}">${day.slice(0, 3)}</text>`)}${fields}</svg>`
}

/** The week, and its busiest hours; undefined where no clock starts a DAG. */
export const weekPart = (context: BookContext): Part | undefined => {
  const week = weekOf(context)
  if (week.dags === 0) return undefined
  const most = busiest(week), start = `${countWords(week.dags, 'DAG')} ${week.dags === 1 ? 'starts' : 'start'} by the clock`
  const words = most === undefined ? `${start}, no two in the same hour (${week.zone.name}).` : `${start}. Busiest: ${most} (${week.zone.name}).`
  return {
    markdown: escapeMarkdown(words),
    html: markup`<figure class="week-figure"><div class="week-scroll" tabindex="0">${drawn(week, `Starts of DAGs in the hours of a week, ${week.zone.name}. ${words}`)}</div><figcaption>${words}</figcaption></figure>`,
  }
}
