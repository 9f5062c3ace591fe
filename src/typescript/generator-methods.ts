// The methods of generators and of the iterators that built-ins give.
import { asyncIteratorKey, canBeAbsent, known, native, symbolPrefix, undefinedValue, writeField, type Abstract, type Machine, type Native, type NativeTable } from '#value'
import { resumeAsyncGenerator, resumeGenerator } from './coroutine.ts'
import type { ListState } from './elements.ts'
import type { Resume, Run } from './run.ts'

const resuming = (name: Resume['kind'], resume: typeof resumeGenerator): Native =>
  native(name, 1, (machine, self, args) => resume(machine as Run, self, { kind: name, value: args[0] ?? undefinedValue }))

const itself = (name: string): Native => native(name, 0, (_machine, self) => self)

const result = (machine: Machine, value: Abstract, done: boolean): Abstract => machine.object([['value', value], ['done', known(done)]])

const nextOfList = (machine: Machine, self: Abstract): Abstract => {
  const iterator = machine.resolve(self)
  if (iterator.kind !== 'object' || iterator.type !== 'iterator' || !('index' in (iterator.data as object))) return machine.unknown('derived', { detail: 'the next element of an iterator' })
  const before = iterator.data as ListState
  const state = before.live?.(before) ?? before
  const { items, index } = state
  const item = items[index]
  if (item === undefined) {
    // An iterator that has ended stays so, whatever is added afterwards.
    if (state.live !== undefined) writeField(machine.heap, iterator, 'data', { items: [], index: 0 } satisfies ListState)
    return result(machine, undefinedValue, true)
  }
  const value = machine.resolve(item)
  if (value.kind === 'choice' && canBeAbsent(value)) return machine.unknown('element')
  writeField(machine.heap, iterator, 'data', { ...state, index: index + 1 } satisfies ListState)
  return value.kind === 'absent' ? nextOfList(machine, iterator) : result(machine, value, false)
}

/** Natives of generators and iterators. */
export const generatorNatives: NativeTable = {
  'Generator.prototype.next': resuming('next', resumeGenerator),
  'Generator.prototype.throw': resuming('throw', resumeGenerator),
  'Generator.prototype.return': resuming('return', resumeGenerator),
  'Generator.prototype.@@iterator': itself('[Symbol.iterator]'),
  'AsyncGenerator.prototype.next': resuming('next', resumeAsyncGenerator),
  'AsyncGenerator.prototype.throw': resuming('throw', resumeAsyncGenerator),
  'AsyncGenerator.prototype.return': resuming('return', resumeAsyncGenerator),
  [`AsyncGenerator.prototype.@@${asyncIteratorKey.slice(symbolPrefix.length)}`]: itself('[Symbol.asyncIterator]'),
  'Iterator.prototype.next': native('next', 0, nextOfList),
  'Iterator.prototype.@@iterator': itself('[Symbol.iterator]'),
}
