// Cron expressions by chance, and what they mean by a second reading of them: minute by minute, field by field, with `||` where
// both day fields are given. Only plain syntax, so that the second reading stays obvious.
import fc from 'fast-check'

const ranges = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]] as const

const itemOf = ([min, max]: readonly [number, number]): fc.Arbitrary<string> => {
  const value = fc.integer({ min, max })
  const span = fc.tuple(value, value).filter(([a, b]) => a < b)
  const step = fc.integer({ min: 1, max: max - min })
  return fc.oneof(value.map(String), span.map(([a, b]) => `${a}-${b}`), fc.tuple(span, step).map(([[a, b], n]) => `${a}-${b}/${n}`), step.map((n) => `*/${n}`))
}

const fieldOf = (range: readonly [number, number]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, { weight: 3, arbitrary: fc.array(itemOf(range), { minLength: 1, maxLength: 3 }).map((items) => items.join(',')) })

/** Expressions of five fields. */
export const anyCron: fc.Arbitrary<string> = fc.tuple(...ranges.map(fieldOf)).map((fields) => fields.join(' '))

const holds = (item: string, value: number, [min, max]: readonly [number, number]): boolean => {
  const [span = '', step = '1'] = item.split('/')
  const [from = '', to = from] = span === '*' ? [String(min), String(max)] : span.split('-')
  return value >= Number(from) && value <= Number(to) && (value - Number(from)) % Number(step) === 0
}
const matches = (field: string, value: number, range: readonly [number, number]): boolean => field.split(',').some((item) => holds(item, value, range))

/** Does an expression name every value of a field? Then that field restricts nothing, or nothing more than its `*`. */
const namesAll = (field: string, [min, max]: readonly [number, number]): boolean =>
  Array.from({ length: max - min + 1 }, (_, index) => min + index).every((value) => matches(field, value, [min, max]))

/** Does the expression name this minute of the wall clock? */
export const isNamed = (expression: string, wall: number): boolean => {
  const date = new Date(wall)
  const fields = expression.split(' ')
  const values = [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()]
  const [minute, hour, day, month, weekday] = fields.map((field, index) => matches(field, values[index]!, ranges[index]!))
  // A day field that names everything is `*` where the other one holds a star of any kind.
  const isFree = (own: number, other: number) => fields[own] === '*' || (namesAll(fields[own]!, ranges[own]!) && fields[other]!.includes('*'))
  const isEither = !isFree(2, 4) && !isFree(4, 2)
  return minute! && hour! && month! && (isEither ? day! || weekday! : day! && weekday!)
}
