// When a DAG runs, as data.
import { Type, type Static } from 'typebox'
import { Fact, Value } from './value.ts'

const timing = Type.Union([Type.Literal('data-interval'), Type.Literal('trigger')], {
  description: '`data-interval`: a run covers the time between two ticks and starts at its end; `trigger`: it starts at the tick and covers no time.',
})
/** A condition over assets: a name, or all or any of several conditions. */
export type AssetCondition = string | { readonly all: readonly AssetCondition[] } | { readonly any: readonly AssetCondition[] }
/** A condition over assets. */
export const AssetCondition = Type.Unsafe<AssetCondition>({ description: 'An asset name, {all: […]} or {any: […]}.' })

const cron = {
  expression: Type.Optional(Fact(Type.String())),
  expressions: Type.Optional(Type.Array(Fact(Type.String()))),
  timezone: Fact(Type.String()),
  timing,
  intervalMs: Type.Optional(Fact(Type.Integer({ description: 'What a run covers, ending at its tick; nothing where it is left out. With timing `trigger` only.' }))),
  runImmediately: Type.Optional(Fact(Type.Union([Type.Boolean(), Type.Integer()], { description: 'Whether a DAG without a start date begins with the tick before: always, never, or if that is not longer ago (in milliseconds).' }))),
}
const count = Type.Optional(Type.Integer())
/** When a DAG runs. `none` means: only by hand or when something triggers it. */
export const Schedule = Type.Union([
  Type.Object({ kind: Type.Literal('none') }),
  Type.Object({ kind: Type.Literal('once') }),
  Type.Object({ kind: Type.Literal('continuous') }),
  Type.Object({ kind: Type.Literal('cron'), ...cron, preset: Type.Optional(Type.String({ description: 'As written, e.g. `@daily`.' })) }),
  Type.Object({
    kind: Type.Literal('interval'),
    everyMs: Type.Optional(Fact(Type.Integer())),
    every: Type.Optional(Type.Object({ years: count, months: count, days: count, hours: count, minutes: count, seconds: count }, { description: 'A step of the calendar.' })),
    timing,
    intervalMs: cron.intervalMs,
  }),
  Type.Object({ kind: Type.Literal('assets'), condition: Fact(AssetCondition) }),
  Type.Object({ kind: Type.Literal('assets-or-time'), condition: Fact(AssetCondition), ...cron }),
  Type.Object({ kind: Type.Literal('events'), dates: Type.Array(Fact(Type.String())), restrictToEvents: Type.Optional(Fact(Type.Boolean({ description: 'Whether a run by hand stands for the latest event.' }))) }),
  Type.Object({ kind: Type.Literal('timetable'), name: Fact(Type.String()), args: Type.Optional(Type.Record(Type.String(), Value)) }),
])
/** When a DAG runs. */
export type Schedule = Static<typeof Schedule>
