// Objects of which it depends on conditions whether they can be changed (frozen, sealed, not extensible, attributes of properties): before it
// matters, the conditions are decided by forking, so that everything else sees plain states.
import { absent, decideTree, writeFixity, writeProp, type Abstract, type Condition, type Heap, type Obj, type Slot } from '#value'
import { fork } from './fork.ts'
import type { Run } from './run.ts'

/** Runs `body` where it is decided what may be changed of an object: on each side by itself. */
export const settleFixed = (run: Run, obj: Obj, body: () => Abstract): Abstract => {
  if (obj.mixed === undefined) return body()
  const when = openFixity(run, obj) ?? openSlot(run, obj, () => true)
  if (when === undefined) {
    decide(run.heap, obj)
    return body()
  }
  const again = (): Abstract => settleFixed(run, obj, body)
  return fork(run, when, again, again)
}

/** As `settleFixed`, for what only lists the properties. */
export const settleListed = (run: Run, obj: Obj, body: () => Abstract): Abstract => {
  const when = unlisted(run, obj)
  if (when === undefined) return body()
  const again = (): Abstract => settleListed(run, obj, body)
  return fork(run, when, again, again)
}

/** A condition, which the path leaves open, on which it depends what the enumerable properties of an object are, other than by their being there. */
export const unlisted = (run: Run, obj: Obj): Condition | undefined => {
  if (obj.mixed === undefined) return undefined
  const when = openSlot(run, obj, (slot) => new Set(flagsOf(slot)).size > 1)
  if (when === undefined) decideSlots(run.heap, obj)
  return when
}

const flagsOf = (side: Abstract | Slot): boolean[] => side.kind !== 'slot' ? (side.kind === 'absent' ? [] : [true])
  : side.either === undefined ? [side.enumerable] : [...flagsOf(side.either.then), ...flagsOf(side.either.else)]

const openFixity = (run: Run, obj: Obj): Condition | undefined => {
  let at = obj.mixed!
  while ('when' in at) {
    const is = decideTree(run.heap.path, at.when)
    if (is === undefined) return at.when
    at = is ? at.then : at.else
  }
  return undefined
}

const openSlot = (run: Run, obj: Obj, test: (slot: Slot) => boolean): Condition | undefined => {
  for (const own of obj.props.values()) {
    if (own.kind !== 'slot' || own.either === undefined) continue
    const at = onPath(run.heap, own)
    if (at.kind === 'slot' && at.either !== undefined && test(at)) return at.either.when
  }
  return undefined
}

/** A property as the path has it. */
const onPath = (heap: Heap, own: Abstract | Slot): Abstract | Slot => {
  let at = own
  while (at.kind === 'slot' && at.either !== undefined) {
    const is = decideTree(heap.path, at.either.when)
    if (is === undefined) return at
    at = is ? at.either.then : at.either.else
  }
  return at
}

const decide = (heap: Heap, obj: Obj): void => {
  let fixity = obj.mixed!
  while ('when' in fixity) fixity = decideTree(heap.path, fixity.when) === true ? fixity.then : fixity.else
  writeFixity(heap, obj, fixity)
  decideSlots(heap, obj)
}

const decideSlots = (heap: Heap, obj: Obj): void => {
  for (const [key, own] of obj.props) {
    const decided = onPath(heap, own)
    if (decided !== own) writeProp(heap, obj, key, decided)
  }
}

/** Reads a property that is an accessor on some side only. */
export const readEither = (run: Run, slot: Slot, read: (own: Abstract | Slot) => Abstract): Abstract => {
  const at = onPath(run.heap, slot)
  if (at === absent || at.kind !== 'slot' || at.either === undefined) return read(at)
  const { when, then, else: other } = at.either
  const side = (one: Abstract | Slot) => (): Abstract => one.kind === 'slot' && one.either !== undefined ? readEither(run, one, read) : read(one)
  return fork(run, when, side(then), side(other))
}
