// Loops of unknown length: the body is read once for all its rounds. What earlier rounds may have written is unknown in it.
import {
  absent, blur, choice, eitherFixity, pushItem, replaceItems, runSide, unknown, writeCell, writeEntry, writeField, writeFixity, writeProp,
  type Abstract, type Cell, type Changes, type Condition, type Entry, type Fixity, type Obj, type PromiseData, type Slot,
} from '#value'
import { contained, hasLeaf, mapLeaves, partial } from './completion.ts'
import { dropJobs, havocPromise, jobsSince, keepJobs, keepReactions } from './later-rounds.ts'
import type { Abrupt, Completion, Run } from './run.ts'

/** How often the body is read again because it wrote something new from the state that its writes lead to. */
const maxPasses = 4

/** What stood in a place before the loop. */
interface Before {
  readonly cells: Map<Cell, Abstract | undefined>
  readonly props: Map<Obj, Map<string, Abstract | Slot | undefined>>
  readonly entries: Map<Obj, Map<unknown, Entry | undefined>>
  /** Arrays, with the element that stands for what earlier rounds appended; none where they changed it in other ways. */
  readonly items: Map<Obj, Abstract | undefined>
  readonly fields: Set<Obj>
}

/**
 * Runs a body that is executed 0 to n times. Afterwards what it wrote is a choice "in each round"; what it appended is a guarded element that
 * stands for 0 to n elements. A body that returns or throws does so under a condition of its own.
 */
export const unknownRounds = (run: Run, each: Condition, body: () => Completion): Completion => {
  const before: Before = { cells: new Map(), props: new Map(), entries: new Map(), items: new Map(), fields: new Set() }
  for (let pass = 1; ; pass++) {
    const [problems, calls] = [run.problems.length, run.calls.length]
    const earlier = new Set(run.jobs)
    const { serial } = run.heap
    const { result, changes } = runSide(run.heap, each, true, () => contained(run, body))
    const queued = jobsSince(run, earlier)
    const settled = !havoc(run, each, before, changes)
    if (settled || pass === maxPasses) {
      if (!settled) for (const obj of changes.items.keys()) blur(run.heap, obj, unknown('derived', { site: run.site }))
      keepJobs(run, queued, serial)
      for (const obj of before.fields) keepWaiting(run, each, obj, changes, serial)
      finish(run, each, before, changes)
      return ending(run, each, result)
    }
    dropJobs(run, queued)
    run.problems.length = problems
    run.calls.length = calls
  }
}

/** What the body lets wait for a promise does so after the loop, too. */
const keepWaiting = (run: Run, each: Condition, obj: Obj, changes: Changes, since: number): void => {
  const after = obj.type === 'promise' ? changes.fields.get(obj)?.get('data') : undefined
  if (after !== undefined) keepReactions(run, obj, after as PromiseData, each, since)
}

/** Makes what the body wrote unknown, as it is for a round somewhere in the middle. Says whether anything was not so before. */
const havoc = (run: Run, each: Condition, before: Before, changes: Changes): boolean => {
  let more = false
  const earlier = (): Abstract => unknown('derived', { site: run.site, detail: 'a value of an earlier round' })
  const { heap } = run
  for (const [target, fields] of changes.fields) {
    if (fields.has('value') && !before.cells.has(target as Cell)) {
      // A variable without a value before the round is one of the body's own: each round has another.
      if ((target as Cell).value === undefined) continue
      more = true
      before.cells.set(target as Cell, (target as Cell).value)
      writeCell(heap, target as Cell, earlier())
    } else if (!fields.has('value') && !before.fields.has(target as Obj)) {
      more = true
      before.fields.add(target as Obj)
      havocFields(run, target as Obj, fields, earlier)
    }
  }
  for (const [obj, keys] of changes.props) for (const key of keys.keys() as Iterable<string>) {
    const saved = mapFor(before.props, obj)
    if (saved.has(key)) continue
    more = true
    const old = obj.props.get(key)
    saved.set(key, old)
    writeProp(heap, obj, key, old?.kind === 'slot' ? { ...old, value: earlier() } : earlier())
  }
  for (const [obj, keys] of changes.entries) for (const key of keys.keys()) {
    const saved = mapFor(before.entries, obj)
    if (saved.has(key)) continue
    more = true
    const old = obj.entries!.get(key)
    saved.set(key, old)
    const like = old ?? (keys.get(key) as Entry | undefined)
    if (like !== undefined) writeEntry(heap, obj, key, { key: like.key, value: choice(earlierRound(run, each), earlier(), old?.value ?? absent) })
  }
  return havocItems(run, each, before, changes, earlier) || more
}

const havocItems = (run: Run, each: Condition, before: Before, changes: Changes, earlier: () => Abstract): boolean => {
  let more = false
  for (const [obj, { appended }] of changes.items) {
    const seen = before.items.has(obj)
    if (seen && (appended || before.items.get(obj) === undefined)) continue
    more = true
    if (!appended) blur(run.heap, obj, unknown('derived', { site: run.site, detail: each.text }))
    const marker = appended ? choice(earlierRound(run, each), earlier(), absent) : undefined
    before.items.set(obj, marker)
    if (marker !== undefined) pushItem(run.heap, obj, marker)
  }
  return more
}

const earlierRound = (run: Run, each: Condition): Condition => run.conditions.of(unknown('derived').id, { kind: 'loop' }, each.text, each.site)

const havocFields = (run: Run, obj: Obj, fields: ReadonlyMap<string, unknown>, earlier: () => Abstract): void => {
  if (fields.has('data') && obj.type === 'promise') havocPromise(run, obj, fields.get('data') as PromiseData)
  else if (fields.has('data')) writeField(run.heap, obj, 'data', earlier())
  if (fields.has('unordered')) writeField(run.heap, obj, 'unordered', true)
  if (fields.has('frozen') || fields.has('extensible') || fields.has('mixed')) writeFixity(run.heap, obj, maybeFixed(run, obj, fields))
  if (fields.has('open')) blur(run.heap, obj, unknown('derived', { site: run.site }))
}

/** Rounds may have fixed an object, or not. */
const maybeFixed = (run: Run, obj: Obj, fields: ReadonlyMap<string, unknown>): Fixity => {
  const before: Fixity = obj.mixed ?? { extensible: obj.extensible, sealed: obj.sealed, frozen: obj.frozen }
  const now = (field: 'extensible' | 'sealed' | 'frozen'): boolean => (fields.get(field) ?? obj[field]) as boolean
  const after = fields.get('mixed') as Fixity | undefined ?? { extensible: now('extensible'), sealed: now('sealed'), frozen: now('frozen') }
  return eitherFixity(run.conditions.of(unknown('derived').id, { kind: 'truthy' }, 'an earlier round fixed it', run.site), after, before)
}

const mapFor = <K, V>(maps: Map<Obj, Map<K, V>>, obj: Obj): Map<K, V> => {
  let map = maps.get(obj)
  if (map === undefined) maps.set(obj, map = new Map())
  return map
}

/** Writes what the last reading of the body left behind, each as a choice between "in some round" and "never". */
const finish = (run: Run, each: Condition, before: Before, changes: Changes): void => {
  const { heap } = run
  // The body's own variables: functions that it made still have them.
  for (const [target, fields] of changes.fields) {
    const own = before.cells.has(target as Cell) ? undefined : fields.get('value') as Abstract | undefined
    if (own !== undefined && (target as Cell).value === undefined) writeCell(heap, target as Cell, own)
  }
  for (const [cell, old] of before.cells) {
    const after = changes.fields.get(cell)?.get('value') as Abstract | undefined ?? cell.value!
    writeCell(heap, cell, choice(each, after, old ?? unknown('tdz')))
  }
  for (const [obj, keys] of before.props) for (const [key, old] of keys) {
    const changed = changes.props.get(obj)
    const after = (changed?.has(key) ? changed.get(key) : obj.props.get(key)) as Abstract | Slot | undefined
    writeProp(heap, obj, key, inRounds(each, after, old))
  }
  for (const [obj, keys] of before.entries) for (const [key, old] of keys) {
    const changed = changes.entries.get(obj)
    const after = (changed?.has(key) ? changed.get(key) : obj.entries!.get(key)) as Entry | undefined
    const like = after ?? old
    if (like !== undefined) writeEntry(heap, obj, key, { key: like.key, value: choice(each, after?.value ?? absent, old?.value ?? absent) })
  }
  for (const [obj, marker] of before.items) {
    if (marker === undefined) continue
    const appended = changes.items.get(obj)?.items ?? []
    replaceItems(heap, obj, [...obj.items!.filter((item) => item !== marker), ...appended.map((item) => item.kind === 'choice' && item.when === each ? item : choice(each, item, absent))])
  }
}

const inRounds = (each: Condition, after: Abstract | Slot | undefined, old: Abstract | Slot | undefined): Abstract | Slot => {
  if (after?.kind === 'slot' || old?.kind === 'slot') return after ?? unknown('derived', { detail: each.text })
  return choice(each, after ?? absent, old ?? absent)
}

/** A loop ends normally, unless some round returns, throws or leaves an outer loop. */
const ending = (run: Run, each: Condition, completion: Completion): Completion => {
  const left = mapLeaves(completion, (leaf) => leaf !== undefined && (leaf.kind === 'break' || leaf.kind === 'continue') && leaf.label === undefined ? undefined : leaf)
  if (left === undefined || !hasLeaf(left, (leaf) => leaf !== undefined)) return undefined
  const some = run.conditions.of(unknown('derived').id, { kind: 'truthy' }, `a round ${each.text.replace(/^each of/, 'over')} leaves the loop`, each.site)
  return partial(some, abruptOnly(left), undefined)
}

/** The completion without the sides that end normally. Only for completions with an abrupt side. */
const abruptOnly = (completion: Completion): Completion => {
  if (completion === undefined || completion.kind !== 'partial') return completion
  const isAbrupt = (leaf: Abrupt | undefined): boolean => leaf !== undefined
  const [yes, no] = [hasLeaf(completion.then, isAbrupt), hasLeaf(completion.else, isAbrupt)]
  if (yes && no) return partial(completion.when, abruptOnly(completion.then), abruptOnly(completion.else))
  return abruptOnly(yes ? completion.then : completion.else)
}
