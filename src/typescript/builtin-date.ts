// Date, as far as it does not depend on when and where: UTC methods, ISO texts, arithmetic. Local time and the clock are unknown.
import { known, native, undefinedValue, writeField, type Abstract, type Machine, type Native, type NativeTable, type Obj } from '#value'
import { askHost, lifted, nativesOf, onPrimitives, result, valueOf, type Operand } from './builtin-native.ts'

// oxlint-disable-next-line no-restricted-globals -- asked only about given instants in UTC: neither the clock nor the time zone is read
const HostDate = Date

const local = "depends on the host's time zone"
const localTime = (machine: Machine, of: string, type?: 'number' | 'string') => machine.unknown('nondeterministic', { of, detail: local, type })

/** Texts whose instant does not depend on the time zone: dates alone (UTC), date-times with an offset or Z, and HTTP dates. */
const isCertain = (text: string): boolean =>
  /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?$/.test(text) ||
  /^(?:\d{4}|[+-]\d{6})(?:-\d\d(?:-\d\d)?)?T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ||
  /^(?:[A-Z][a-z]{2}, )?\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)

/** The time value that a text means, or unknown. */
const parseText = (machine: Machine, text: Operand): Abstract => {
  const value = String(valueOf(text))
  // Without a digit it is no date anywhere.
  if (!/\d/.test(value)) return result(machine, Number.NaN, [text])
  return isCertain(value) ? result(machine, HostDate.parse(value), [text]) : localTime(machine, `Date.parse('${value}')`, 'number')
}

const clip = (time: number): number => Math.abs(time) <= 8.64e15 ? Math.trunc(time) + 0 : Number.NaN

const newDate = (machine: Machine, newTarget: Obj, time: Abstract): Abstract => {
  const date = machine.make('date', machine.protoFor(newTarget, 'Date'))
  date.data = time
  return date
}

const construct = (machine: Machine, args: readonly Abstract[], newTarget: Obj): Abstract => {
  if (args.length === 0) return machine.unknown('nondeterministic', { of: 'new Date()', type: 'object' })
  if (args.length > 1) return newDate(machine, newTarget, localTime(machine, 'new Date(…)', 'number'))
  return lifted(machine, 'Date', [args[0]!], ([given]) => {
    if (given!.kind === 'object' && given!.type === 'date') return newDate(machine, newTarget, given!.data as Abstract)
    return lifted(machine, 'Date', [machine.toPrimitive(given!, 'default')], ([value]) => {
      if (value!.kind === 'primitive' && typeof value!.value === 'string') return newDate(machine, newTarget, parseText(machine, value!))
      return onPrimitives(machine, 'Date', [value!], ['number'], ([time]) => newDate(machine, newTarget, result(machine, clip(Number(valueOf(time))), [time!])))
    })
  })
}

/** Runs `f` on the time of a Date receiver; an unknown time makes the result unknown. */
const onTime = (path: string, f: (machine: Machine, time: number, date: Obj, args: readonly Abstract[]) => Abstract, type?: 'number' | 'string'): Native['call'] => (machine, self, args) =>
  lifted(machine, path, [self], ([date]) => {
    if (date!.kind !== 'object' || date!.type !== 'date') return machine.throwError('TypeError', 'this is not a Date object.')
    return lifted(machine, path, [date!.data as Abstract], ([time]) =>
      f(machine, time!.kind === 'primitive' ? Number(time!.value) : Number.NaN, date!, args), { ...(type && { type }) })
  }, { ...(type && { type }) })

const dataOf = (date: Obj): readonly Abstract[] => [date.data as Abstract]

const units = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const

const getter = (name: string): readonly [string, readonly [number, Native['call']]] => {
  const path = `Date.prototype.get${name}`
  const read = (date: Date) => date[`get${name}` as 'getTime']()
  return [path, [0, onTime(path, (machine, time, date) => result(machine, read(new HostDate(time)), dataOf(date)), 'number')]]
}

const localGetter = (name: string): readonly [string, readonly [number, Native['call']]] => {
  const path = `Date.prototype.get${name}`
  return [path, [0, onTime(path, (machine, time) => Number.isNaN(time) ? known(Number.NaN, machine.site) : localTime(machine, path, 'number'), 'number')]]
}

/** A setter of UTC fields; unknown arguments make the time unknown. */
const setter = (name: string, length: number): readonly [string, readonly [number, Native['call']]] => {
  const path = `Date.prototype.set${name}`
  return [path, [length, (machine, self, args) => {
    const next = onTime(path, (_machine, time, date) => onPrimitives(machine, path, args.length === 0 ? [undefinedValue] : args.slice(0, length), ['number'], (operands) => {
      const host = new HostDate(time)
      const set = host[`set${name}` as 'setUTCHours'] as (...values: readonly number[]) => number
      return result(machine, askHost(machine, () => set.apply(host, operands.map((one) => Number(valueOf(one))))), [...dataOf(date), ...operands])
    }, { type: 'number' }), 'number')(machine, self, args)
    return store(machine, self, next)
  }]]
}

/** A setter of local fields: what it sets depends on the host's time zone. */
const localSetter = (name: string, length: number): readonly [string, readonly [number, Native['call']]] => {
  const path = `Date.prototype.set${name}`
  return [path, [length, (machine, self) => store(machine, self, localTime(machine, path, 'number'))]]
}

const store = (machine: Machine, self: Abstract, time: Abstract): Abstract => lifted(machine, 'Date', [self], ([date]) => {
  if (date!.kind !== 'object' || date!.type !== 'date') return machine.throwError('TypeError', 'this is not a Date object.')
  writeField(machine.heap, date!, 'data', time)
  return time
})

const setLengths: Readonly<Record<string, number>> = { FullYear: 3, Month: 2, Date: 1, Hours: 4, Minutes: 3, Seconds: 2, Milliseconds: 1 }

/** A text in UTC. */
const utcText = (name: 'toISOString' | 'toUTCString'): Native['call'] =>
  onTime(`Date.prototype.${name}`, (machine, time, date) => result(machine, askHost(machine, () => new HostDate(time)[name]()), dataOf(date)), 'string')

/** A text in local time: certain only where there is no time at all. */
const localText = (name: string): readonly [string, readonly [number, Native['call']]] => {
  const path = `Date.prototype.${name}`
  return [path, [0, onTime(path, (machine, time) => Number.isNaN(time) ? known('Invalid Date', machine.site) : localTime(machine, path, 'string'), 'string')]]
}

const toJson: Native['call'] = (machine, self) => lifted(machine, 'Date.prototype.toJSON', [machine.toPrimitive(self, 'number')], ([time]) => {
  if (time!.kind === 'primitive' && typeof time!.value === 'number' && !Number.isFinite(time!.value)) return known(null, machine.site)
  return machine.call(machine.get(self, 'toISOString'), self, [])
})

const toPrimitive: Native['call'] = (machine, self, args) => lifted(machine, 'Date.prototype[Symbol.toPrimitive]', [self, args[0] ?? undefinedValue], ([date, hint]) => {
  const asNumber = hint!.kind === 'primitive' && hint!.value === 'number'
  for (const name of asNumber ? ['valueOf', 'toString'] : ['toString', 'valueOf']) {
    const method = machine.method(date!, name)
    const value = method && machine.call(method, date!, [])
    if (value && value.kind !== 'object') return value
  }
  return machine.throwError('TypeError', 'Cannot convert object to primitive value')
})

const setTime: Native['call'] = (machine, self, args) =>
  store(machine, self, onPrimitives(machine, 'Date.prototype.setTime', [args[0] ?? undefinedValue], ['number'], ([time]) => result(machine, clip(Number(valueOf(time))), [time!]), { type: 'number' }))

const utc: Native['call'] = (machine, _self, args) => onPrimitives(machine, 'Date.UTC', args, ['number'], (operands) =>
  result(machine, HostDate.UTC(...operands.map((one) => Number(valueOf(one))) as [number]), operands), { type: 'number' })

const toUtcString = native('toUTCString', 0, utcText('toUTCString'))

/** Date. */
export const dateNatives: NativeTable = {
  Date: native('Date', 7, (machine) => machine.unknown('nondeterministic', { of: 'Date()', type: 'string' }), construct),
  ...nativesOf({
    'Date.now': [0, (machine) => machine.unknown('nondeterministic', { of: 'Date.now()', type: 'number' })],
    'Math.random': [0, (machine) => machine.unknown('nondeterministic', { of: 'Math.random()', type: 'number' })],
    'Date.parse': [1, (machine, _self, args) => onPrimitives(machine, 'Date.parse', [args[0] ?? undefinedValue], ['text'], ([text]) => parseText(machine, text!), { type: 'number' })],
    'Date.UTC': [7, utc],
    'Date.prototype.setTime': [1, setTime],
    'Date.prototype.toISOString': [0, utcText('toISOString')],
    'Date.prototype.toJSON': [1, toJson],
    'Date.prototype.@@toPrimitive': [1, toPrimitive],
  }),
  ...nativesOf(Object.fromEntries([
    getter('Time'), ...units.map((unit) => getter(`UTC${unit}`)), getter('UTCDay'),
    ...[...units, 'Day', 'TimezoneOffset', 'Year'].map(localGetter),
    ...units.map((unit) => setter(`UTC${unit}`, setLengths[unit]!)),
    ...units.map((unit) => localSetter(unit, setLengths[unit]!)), localSetter('Year', 1),
    ...['toString', 'toDateString', 'toTimeString', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map(localText),
  ])),
  'Date.prototype.toUTCString': toUtcString,
  'Date.prototype.toGMTString': toUtcString,
  'Date.prototype.valueOf': native('valueOf', 0, getter('Time')[1][1]),
}
