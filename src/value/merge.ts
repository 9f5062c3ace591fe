// Running one side of a fork, undoing it, and merging what the sides did.
import type { Abstract, Condition, Entry, Fixity, Obj, Slot } from './abstract.ts'
import { assume } from './condition.ts'
import { type Cell, type Field, type Heap, type Journal, newJournal, type OpenSide, pushItem, removeProp, replaceItems, writeCell, writeEntry, writeField, writeProp } from './heap.ts'
import { absent, choice, guarded, unknown } from './make.ts'

/** What a side left behind, compared with where it began. Absent keys: removed, or never there. */
export interface Changes {
  readonly fields: Map<object, Map<Field, unknown>>
  readonly props: Map<Obj, Map<unknown, unknown>>
  readonly entries: Map<Obj, Map<unknown, unknown>>
  /** The new elements: of all of the array, or only those after the old ones. */
  readonly items: Map<Obj, { readonly appended: boolean, readonly items: Abstract[] }>
  /** Objects whose keys this side removed and may have added again elsewhere. */
  readonly reordered: Set<Obj>
}

type AnyCell = Record<Field, unknown>

/** Runs `body` assuming an answer, then undoes what it did; gives its result and the changes. Exceptions pass, undone. */
export const runSide = <T>(heap: Heap, when: Condition, is: boolean, body: () => T): { result: T, changes: Changes } => {
  const { path, journal: outer } = heap
  heap.path = assume(path, when, is)
  const { result, changes } = withJournal(heap, outer, body)
  heap.path = path
  return { result, changes }
}

const withJournal = <T>(heap: Heap, outer: Journal | undefined, body: () => T): { result: T, changes: Changes } => {
  const { path } = heap
  const opened = heap.open.length
  const journal = newJournal(heap)
  heap.journal = journal
  try {
    const result = body()
    return { result, changes: collect(journal) }
  } finally {
    while (heap.open.length > opened) dropSide(heap)
    undo(journal)
    heap.journal = outer
    heap.path = path
  }
}

/** From here on assumes an answer and journals, until `endSide`; `abrupt` is how the other side ended. */
export const beginSide = (heap: Heap, when: Condition, is: boolean, abrupt: unknown): void => {
  const journal = newJournal(heap)
  heap.open.push({ when, is, abrupt, journal, outer: heap.journal, path: heap.path })
  heap.path = assume(heap.path, when, is)
  heap.journal = journal
}

/** Ends what the last `beginSide` began: what was done since then holds only under its condition. */
export const endSide = (heap: Heap): OpenSide => {
  const side = heap.open.at(-1)!
  const changes = collect(side.journal)
  dropSide(heap)
  mergeChanges(heap, side.when, side.is ? changes : noChanges, side.is ? noChanges : changes)
  return side
}

/** Ends what the last `beginSide` began and undoes it. */
export const dropSide = (heap: Heap): void => {
  const side = heap.open.pop()!
  undo(side.journal)
  heap.journal = side.outer
  heap.path = side.path
}

/** What a side that does nothing leaves behind. */
export const noChanges: Changes = { fields: new Map(), props: new Map(), entries: new Map(), items: new Map(), reordered: new Set() }

/** Runs `body` assuming an answer; what it does holds only under that condition afterwards. */
export const under = <T>(heap: Heap, when: Condition, is: boolean, body: () => T): T => {
  const { result, changes } = runSide(heap, when, is, body)
  mergeChanges(heap, when, is ? changes : noChanges, is ? noChanges : changes)
  return result
}

const collectMaps = (saved: Journal['props'], mapOf: (obj: Obj) => Map<unknown, unknown>, reordered: Set<Obj>): Map<Obj, Map<unknown, unknown>> => {
  const all = new Map<Obj, Map<unknown, unknown>>()
  for (const [obj, { keys, whole }] of saved) {
    const now = mapOf(obj)
    const changed = new Map<unknown, unknown>()
    for (const key of keys.keys()) changed.set(key, now.get(key))
    if (whole !== undefined) reordered.add(obj)
    all.set(obj, changed)
  }
  return all
}

const collect = (journal: Journal): Changes => {
  const reordered = new Set<Obj>()
  const fields = new Map<object, Map<Field, unknown>>()
  for (const [target, saved] of journal.fields) {
    const now = new Map<Field, unknown>()
    for (const field of saved.keys()) now.set(field, (target as AnyCell)[field])
    fields.set(target, now)
  }
  const items: Changes['items'] = new Map()
  for (const [obj, { length, whole }] of journal.items) {
    items.set(obj, whole === undefined ? { appended: true, items: obj.items!.slice(length) } : { appended: false, items: obj.items! })
  }
  return {
    fields, items, reordered,
    props: collectMaps(journal.props, (obj) => obj.props, reordered),
    entries: collectMaps(journal.entries, (obj) => obj.entries!, reordered),
  }
}

const undoMaps = (saved: Journal['props'], mapOf: (obj: Obj) => Map<unknown, unknown>, put: (obj: Obj, map: Map<unknown, unknown>) => void): void => {
  for (const [obj, { keys, whole }] of saved) {
    if (whole !== undefined) {
      put(obj, whole)
      continue
    }
    const map = mapOf(obj)
    for (const [key, old] of keys) {
      if (old === undefined) map.delete(key)
      else map.set(key, old)
    }
  }
}

const undo = (journal: Journal): void => {
  for (const [target, fields] of journal.fields) for (const [field, old] of fields) (target as AnyCell)[field] = old
  undoMaps(journal.props, (obj) => obj.props, (obj, map) => { obj.props = map as Obj['props'] })
  undoMaps(journal.entries, (obj) => obj.entries!, (obj, map) => { obj.entries = map as Map<unknown, Entry> })
  for (const [obj, { length, whole }] of journal.items) {
    if (whole === undefined) obj.items!.length = length
    else obj.items = whole
  }
}

/** Writes what two sides did, each as it holds: under the condition, or under its opposite. */
export const mergeChanges = (heap: Heap, when: Condition, yes: Changes, no: Changes): void => {
  for (const target of keysOf(yes.fields, no.fields)) {
    let fixes = false
    for (const field of keysOf(yes.fields.get(target), no.fields.get(target))) {
      if (field === 'frozen' || field === 'sealed' || field === 'extensible' || field === 'mixed') fixes = true
      else mergeField(heap, when, target, field, yes, no)
    }
    if (fixes) mergeFixity(heap, when, target as Obj, yes, no)
  }
  for (const obj of keysOf(yes.props, no.props)) mergeProps(heap, when, obj, yes, no)
  for (const obj of keysOf(yes.entries, no.entries)) mergeEntries(heap, when, obj, yes, no)
  for (const obj of keysOf(yes.items, no.items)) mergeItems(heap, when, obj, yes, no)
}

const keysOf = <K>(a: ReadonlyMap<K, unknown> | undefined, b: ReadonlyMap<K, unknown> | undefined): Iterable<K> =>
  a === undefined || a.size === 0 ? b?.keys() ?? [] : b === undefined || b.size === 0 ? a.keys() : new Set([...a.keys(), ...b.keys()])

const mergeField = (heap: Heap, when: Condition, target: object, field: Field, yes: Changes, no: Changes): void => {
  const base = (target as AnyCell)[field]
  const side = (changes: Changes): unknown => {
    const fields = changes.fields.get(target)
    return fields !== undefined && fields.has(field) ? fields.get(field) : base
  }
  const [a, b] = [side(yes), side(no)]
  if (field === 'value') {
    const cell = target as Cell
    if (a !== undefined || b !== undefined) writeCell(heap, cell, choice(when, (a ?? unknown('tdz')) as Abstract, (b ?? unknown('tdz')) as Abstract))
    return
  }
  const obj = target as Obj
  if (a === b) writeField(heap, obj, field, a as never)
  else if (field === 'data' && isAbstract(a) && isAbstract(b)) writeField(heap, obj, 'data', choice(when, a, b))
  else if (field === 'data' && obj.type === 'promise') writeField(heap, obj, 'data', { when, then: a, else: b })
  else if (field === 'data') writeField(heap, obj, 'data', unknown('unsupported', { detail: `changed under the condition ${when.text}` }))
  else if (field === 'open' || field === 'unordered') writeField(heap, obj, field, (a || b) as never)
  else {
    writeField(heap, obj, field, a as never)
    writeField(heap, obj, 'open', obj.open ?? unknown('unsupported', { detail: `its ${field} depends on ${when.text}` }))
  }
}

const mergeFixity = (heap: Heap, when: Condition, obj: Obj, yes: Changes, no: Changes): void => {
  const side = (changes: Changes): Fixity => {
    const fields = changes.fields.get(obj)
    const now = <F extends 'extensible' | 'sealed' | 'frozen' | 'mixed'>(field: F): Obj[F] => fields?.has(field) === true ? fields.get(field) as Obj[F] : obj[field]
    return now('mixed') ?? { extensible: now('extensible'), sealed: now('sealed'), frozen: now('frozen') }
  }
  writeFixity(heap, obj, eitherFixity(when, side(yes), side(no)))
}

/** One of two states under a condition; just the state where they are the same. */
export const eitherFixity = (when: Condition, a: Fixity, b: Fixity): Fixity => {
  const [yes, no] = [pruneFixity(a, when, true), pruneFixity(b, when, false)]
  return isSameFixity(yes, no) ? yes : { when, then: yes, else: no }
}

const pruneFixity = (fixity: Fixity, when: Condition, is: boolean): Fixity => {
  let at = fixity
  while ('when' in at && at.when === when) at = is ? at.then : at.else
  return at
}

const isSameFixity = (a: Fixity, b: Fixity): boolean => 'when' in a || 'when' in b
  ? a === b || ('when' in a && 'when' in b && a.when === b.when && isSameFixity(a.then, b.then) && isSameFixity(a.else, b.else))
  : a.extensible === b.extensible && a.sealed === b.sealed && a.frozen === b.frozen

/** Says whether an object can still be changed. Where that depends on conditions, it counts as fixed until they are decided. */
export const writeFixity = (heap: Heap, obj: Obj, fixity: Fixity): void => {
  const { extensible, sealed, frozen } = 'when' in fixity ? { extensible: false, sealed: true, frozen: true } : fixity
  writeField(heap, obj, 'extensible', extensible)
  writeField(heap, obj, 'sealed', sealed)
  writeField(heap, obj, 'frozen', frozen)
  writeField(heap, obj, 'mixed', 'when' in fixity ? fixity : undefined)
}

const isAbstract = (value: unknown): value is Abstract => typeof value === 'object' && value !== null && 'kind' in value

const isSlot = (value: Abstract | Slot): value is Slot => value.kind === 'slot'

const mergeProp = (when: Condition, a: Abstract | Slot, b: Abstract | Slot): Abstract | Slot => {
  if (a === b) return a
  if (!isSlot(a) && !isSlot(b)) return choice(when, a, b)
  const [yes, no] = [pruneSlot(a, when, true), pruneSlot(b, when, false)]
  if (yes === no) return yes
  if (isSlot(yes) && isSlot(no) && yes.either === undefined && no.either === undefined && isAlike(yes, no)) return yes.value === undefined ? yes : { ...yes, value: choice(when, yes.value, no.value!) }
  const isData = [yes, no].every((side) => !isSlot(side) || side.value !== undefined)
  const valueOf = (side: Abstract | Slot): Abstract => isSlot(side) ? side.value! : side
  const value = isData ? choice(when, valueOf(yes), valueOf(no)) : unknown('unsupported', { detail: `a property that is an accessor only if ${when.text}` })
  const enumerable = [yes, no].some((side) => isSlot(side) ? side.enumerable : side.kind !== 'absent')
  return { kind: 'slot', value, get: undefined, set: undefined, enumerable, writable: false, configurable: false, either: { when, then: yes, else: no } }
}

const pruneSlot = (side: Abstract | Slot, when: Condition, is: boolean): Abstract | Slot => {
  let at = side
  while (isSlot(at) && at.either?.when === when) at = is ? at.either.then : at.either.else
  return at
}

const isAlike = (a: Slot, b: Slot): boolean =>
  a.enumerable === b.enumerable && a.writable === b.writable && a.configurable === b.configurable && a.get === b.get && a.set === b.set && (a.value === undefined) === (b.value === undefined)

const mergeProps = (heap: Heap, when: Condition, obj: Obj, yes: Changes, no: Changes): void => {
  const [a, b] = [yes.props.get(obj), no.props.get(obj)]
  const pick = (changed: Map<unknown, unknown> | undefined, key: unknown): Abstract | Slot =>
    (changed?.has(key) ? changed.get(key) : obj.props.get(key as string)) as Abstract | Slot | undefined ?? absent
  if (ordersDiffer(obj.props, a, b) || yes.reordered.has(obj) || no.reordered.has(obj)) writeField(heap, obj, 'unordered', true)
  for (const key of keysOf(a, b)) {
    const merged = mergeProp(when, pick(a, key), pick(b, key))
    if (isSlot(merged) && merged.either !== undefined && obj.mixed === undefined) writeField(heap, obj, 'mixed', { extensible: obj.extensible, sealed: obj.sealed, frozen: obj.frozen })
    if (merged.kind !== 'absent') writeProp(heap, obj, key as string, merged)
    else removeProp(heap, obj, key as string)
  }
}

const mergeEntries = (heap: Heap, when: Condition, obj: Obj, yes: Changes, no: Changes): void => {
  const [a, b] = [yes.entries.get(obj), no.entries.get(obj)]
  const pick = (changed: Map<unknown, unknown> | undefined, key: unknown): Entry | undefined =>
    (changed?.has(key) ? changed.get(key) : obj.entries!.get(key)) as Entry | undefined
  if (ordersDiffer(obj.entries!, a, b) || yes.reordered.has(obj) || no.reordered.has(obj)) writeField(heap, obj, 'unordered', true)
  for (const key of keysOf(a, b)) {
    const [yesEntry, noEntry] = [pick(a, key), pick(b, key)]
    const like = yesEntry ?? noEntry
    if (like !== undefined) writeEntry(heap, obj, key, { key: like.key, value: choice(when, yesEntry?.value ?? absent, noEntry?.value ?? absent) })
  }
}

/** Would the keys that the sides added stand in different orders on them? */
const ordersDiffer = (base: ReadonlyMap<unknown, unknown>, a: ReadonlyMap<unknown, unknown> | undefined, b: ReadonlyMap<unknown, unknown> | undefined): boolean => {
  if (a === undefined || b === undefined) return false
  const added = (changed: ReadonlyMap<unknown, unknown>): unknown[] => [...changed.keys()].filter((key) => !base.has(key) && changed.get(key) !== undefined)
  const [yes, no] = [added(a), added(b)]
  const merged = [...new Set([...yes, ...no])]
  return merged.filter((key) => no.includes(key)).some((key, index) => key !== no[index])
}

const mergeItems = (heap: Heap, when: Condition, obj: Obj, yes: Changes, no: Changes): void => {
  const base = obj.items!
  const [a, b] = [yes.items.get(obj), no.items.get(obj)]
  const nothing = { appended: true, items: [] }
  const [thenSide, elseSide] = [a ?? nothing, b ?? nothing]
  const onlyAppended = thenSide.appended && elseSide.appended
  const whole = (side: { appended: boolean, items: Abstract[] }): Abstract[] => side.appended ? [...base, ...side.items] : side.items
  const [yesItems, noItems] = onlyAppended ? [thenSide.items, elseSide.items] : [whole(thenSide), whole(elseSide)]
  const merged: Abstract[] = []
  for (let index = 0; index < Math.max(yesItems.length, noItems.length); index++) {
    const [x, y] = [yesItems[index], noItems[index]]
    merged.push(x === undefined ? guarded(when, false, y!) : y === undefined ? guarded(when, true, x) : choice(when, x, y))
  }
  if (onlyAppended) for (const item of merged) pushItem(heap, obj, item)
  else replaceItems(heap, obj, merged)
}
