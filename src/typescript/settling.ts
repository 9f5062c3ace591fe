// What the constructor of promises and following one share: the functions that settle a promise, and what need not be followed.
import { absent, known, native, undefinedValue, writeProp, type Abstract, type Machine, type Obj } from '#value'

/** A promise and what settles it. */
export interface Settling { readonly promise: Obj, readonly resolve: (value: Abstract) => void, readonly reject: (reason: Abstract) => void }

/** Is it nothing that could be waited for, on any side? */
export const isPlain = (value: Abstract): boolean =>
  value.kind === 'choice' ? isPlain(value.then) && isPlain(value.else) : value.kind !== 'object' || value.type === 'function' || value.type === 'array'

/** The functions that settle a promise, of which only the first call counts. Whether one was called is kept on the heap, so that forks see their own. */
export const settlers = (machine: Machine, { resolve, reject }: Settling): readonly [Obj, Obj] => {
  const mark = machine.object()
  const settle = (settled: Abstract, act: () => void): void => {
    if (settled.kind === 'absent') {
      writeProp(machine.heap, mark, 'settled', known(true))
      act()
    } else if (settled.kind === 'choice') {
      const side = (one: Abstract) => (): Abstract => {
        settle(machine.resolve(one), act)
        return undefinedValue
      }
      machine.fork(settled.when, side(settled.then), side(settled.else))
    }
  }
  const once = (act: (value: Abstract) => void): Obj => machine.func(native('', 1, (_inner, _self, args) => {
    const settled = mark.props.get('settled')
    settle(settled === undefined || settled.kind === 'slot' ? absent : machine.resolve(settled), () => act(args[0] ?? undefinedValue))
    return undefinedValue
  }))
  return [once(resolve), once(reject)]
}
