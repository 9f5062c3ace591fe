// Loops. Rounds that depend on conditions are forked; loops of unknown length are read once (rounds.ts).
import { canBeAbsent, enumerableKeys, hasGuards, hole, known, undefinedValue, unknown, writeCell, type Abstract, type Decision, type Obj } from '#value'
import { andThen, mapLeaves } from './completion.ts'
import { evaluate, execute, siteOf } from './dispatch.ts'
import { closeIterator, eachCondition, elementOfEntry, entriesAfter, sourceOf, step, type Source } from './elements.ts'
import { unlisted } from './fixed.ts'
import { forkCompletion } from './fork.ts'
import { ts } from './parse.ts'
import { assignTo, bindPattern, initialise } from './patterns.ts'
import { unknownRounds } from './rounds.ts'
import type { Completion, Execute, Run, Scope } from './run.ts'
import { boundNames, declare, innerScope } from './scope.ts'
import { truth } from './truth.ts'
import { nameOfUnknown } from './wording.ts'
import { declareVariables } from './declare.ts'
import { Variables } from './variables.ts'

const K = ts.SyntaxKind
const { NodeFlags } = ts

/** The labels a loop answers to: its own, and the next statement's. */
type Labels = readonly string[]

/** What a round's ending means for the loop: `continue` goes on, `break` leaves it. */
export const afterRound = (completion: Completion, labels: Labels): Completion => {
  if (completion === undefined) return undefined
  return mapLeaves(completion, (leaf) => leaf !== undefined && leaf.kind === 'continue' && (leaf.label === undefined || labels.includes(leaf.label)) ? undefined : leaf)
}

/** What a loop's ending means outside of it. */
export const afterLoop = (completion: Completion, labels: Labels): Completion => {
  if (completion === undefined) return undefined
  return mapLeaves(completion, (leaf) => leaf !== undefined && leaf.kind === 'break' && (leaf.label === undefined || labels.includes(leaf.label)) ? undefined : leaf)
}

/** How far the head of a `for` is, which is no part of the heap. */
interface KeptHead {
  /** Takes the head back there. */
  readonly restore: () => void
  /** Takes it back there, with the values that its variables have now. */
  readonly carry: () => void
}

/** A loop that is driven by a condition: `for (;;)`, `while`, `do`. */
export interface Conditional {
  readonly test: (() => Abstract) | undefined
  readonly body: () => Completion
  readonly next: () => void
  readonly keep?: () => KeptHead
  readonly labels: Labels
  readonly node: ts.Node
  readonly scope: Scope
}

/** Goes on with a loop from a round on. */
export const conditionalLoop = (run: Run, loop: Conditional, rounds = 0, skipTest = false): Completion => {
  let skip = skipTest
  for (let count = rounds; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    if (!skip && loop.test !== undefined) {
      const value = loop.test()
      const answer = truth(run, value)
      if (answer === false) return undefined
      if (answer !== true) return uncertainRound(run, loop, answer, value, count)
    }
    skip = false
    const completion = afterRound(loop.body(), loop.labels)
    if (completion !== undefined) {
      if (completion.kind !== 'partial') return completion
      return nextRounds(run, loop, completion, count + 1)
    }
    loop.next()
  }
}

/** Goes on with a loop wherever a round ended normally, each time from that round on. */
export const nextRounds = (run: Run, loop: Conditional, completion: Completion, count: number): Completion => {
  const head = loop.keep?.()
  return andThen(run, completion, () => {
    head?.restore()
    loop.next()
    return conditionalLoop(run, loop, count)
  })
}

/** The condition of a round is not known: of a choice, each side goes its way; else the length of the loop is unknown. */
export const uncertainRound = (run: Run, loop: Conditional, answer: Decision, value: Abstract, count: number): Completion => {
  if (value.kind === 'choice' && !value.when.repeats) {
    const head = loop.keep?.()
    const go = (given: Abstract) => (): Completion => {
      head?.restore()
      const side = run.resolve(given)
      const goesOn = truth(run, side)
      return goesOn === false ? undefined : goesOn === true ? conditionalLoop(run, loop, count, true) : uncertainRound(run, loop, goesOn, side, count)
    }
    return forkCompletion(run, value.when, go(value.then), go(value.else))
  }
  run.site = siteOf(loop.node, loop.scope)
  run.report('unknown-loop', 'note', `how often this loop runs is not known (${answer.when.text}); its body is read once for all rounds`)
  const head = loop.keep?.()
  return unknownRounds(run, eachCondition(run, unknown('derived', { detail: answer.when.text, site: run.site })), () => {
    head?.restore()
    const completion = loop.body()
    loop.next()
    loop.test?.()
    head?.carry()
    return afterLoop(afterRound(completion, loop.labels), loop.labels)
  })
}

/** The head of a `for`: its `let` variables are new ones in every round, with the last round's values. */
export const openHead = (run: Run, node: ts.ForStatement, outer: Scope): { scope: () => Scope, next: () => void, keep: () => KeptHead } => {
  let scope = innerScope(outer)
  const { initializer } = node
  const fresh = initializer !== undefined && ts.isVariableDeclarationList(initializer) && (initializer.flags & NodeFlags.BlockScoped) !== 0
    ? initializer.declarations.flatMap(({ name }) => boundNames(name)) : []
  for (const name of fresh) declare(scope, name, undefined)
  const next = (): void => {
    if (fresh.length === 0) return
    const round: Scope = { vars: new Variables(), outer: scope.outer, here: scope.here }
    for (const name of fresh) {
      // In a side that may be undone it is written, so that it is known for a variable of that round alone.
      const cell = declare(round, name, run.heap.journal === undefined ? scope.vars.get(name)!.value : undefined)
      if (run.heap.journal !== undefined) writeCell(run.heap, cell, scope.vars.get(name)!.value!)
    }
    scope = round
  }
  const keep = (): KeptHead => {
    const at = scope
    const restore = (): void => { scope = at }
    const carry = (): void => {
      for (const name of at === scope ? [] : fresh) writeCell(run.heap, at.vars.get(name)!, scope.vars.get(name)!.value!)
      restore()
    }
    return { restore, carry }
  }
  return { scope: () => scope, next, keep }
}

/** `for (init; test; next)`. */
const forLoop = (labels: Labels): Execute<ts.ForStatement> => (run, node, outer) => {
  const head = openHead(run, node, outer)
  const { initializer, condition, incrementor, statement } = node
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) declareVariables(run, initializer, head.scope())
  else if (initializer !== undefined) evaluate(run, initializer, head.scope())
  return afterLoop(conditionalLoop(run, {
    node, scope: head.scope(), labels, keep: head.keep,
    test: condition === undefined ? undefined : () => evaluate(run, condition, head.scope()),
    body: () => execute(run, statement, head.scope()),
    next: () => {
      head.next()
      if (incrementor !== undefined) evaluate(run, incrementor, head.scope())
    },
  }), labels)
}

const whileLoop = (labels: Labels): Execute<ts.WhileStatement> => (run, node, scope) => afterLoop(conditionalLoop(run, {
  node, scope, labels, next: () => {},
  test: () => evaluate(run, node.expression, scope),
  body: () => execute(run, node.statement, scope),
}), labels)

const doLoop = (labels: Labels): Execute<ts.DoStatement> => (run, node, scope) => afterLoop(conditionalLoop(run, {
  node, scope, labels, next: () => {},
  test: () => evaluate(run, node.expression, scope),
  body: () => execute(run, node.statement, scope),
}, 0, true), labels)

/** A loop over elements: what one round does with an element. */
interface Over {
  readonly labels: Labels
  readonly round: (element: Abstract) => Completion
  readonly node: ts.Node
  readonly scope: Scope
}

const forOf = (labels: Labels): Execute<ts.ForOfStatement> => (run, node, outer) => {
  const value = evaluate(run, node.expression, headScope(node.initializer, outer))
  run.site = siteOf(node.expression, outer)
  return overValue(run, value, { labels, node, scope: outer, round: (element) => roundWith(run, node, outer, element) })
}

/** The variables of the head are in their dead zone while what is looped over is evaluated. */
export const headScope = (initializer: ts.ForInitializer, outer: Scope): Scope => {
  if (!ts.isVariableDeclarationList(initializer) || (initializer.flags & NodeFlags.BlockScoped) === 0) return outer
  const scope = innerScope(outer)
  for (const { name } of initializer.declarations) for (const bound of boundNames(name)) declare(scope, bound, undefined)
  return scope
}

/** Binds one element and executes the body. */
export const roundWith = (run: Run, node: ts.ForOfStatement | ts.ForInStatement, outer: Scope, element: Abstract): Completion => {
  const scope = bindElement(run, node, outer, element)
  return execute(run, node.statement, scope)
}

/** The scope of one round. */
export const bindElement = (run: Run, node: ts.ForOfStatement | ts.ForInStatement, outer: Scope, element: Abstract): Scope => {
  const { initializer } = node
  if (!ts.isVariableDeclarationList(initializer)) {
    assignTo(run, initializer, element, outer)
    return outer
  }
  const isLexical = (initializer.flags & NodeFlags.BlockScoped) !== 0
  const scope = isLexical ? innerScope(outer) : outer
  const constant = (initializer.flags & NodeFlags.Const) !== 0
  const { name } = initializer.declarations[0]!
  if (isLexical && name.kind === K.Identifier) declare(scope, name.text, element, constant)
  else bindPattern(run, name, element, scope, isLexical ? initialise(run, constant) : (at, text, value) => assignTo(run, { kind: K.Identifier, text } as ts.Identifier, value, at))
  return scope
}

const overValue = (run: Run, given: Abstract, over: Over): Completion => {
  const value = run.resolve(given)
  if (value.kind === 'choice') return forkCompletion(run, value.when, () => overValue(run, value.then, over), () => overValue(run, value.else, over))
  return afterLoop(overSource(run, sourceOf(run, value), over), over.labels)
}

const overSource = (run: Run, source: Source, over: Over): Completion => {
  switch (source.kind) {
    case 'array': return overArray(run, source.array, over, 0)
    case 'list': return overList(run, source.items, over, 0)
    case 'entries': return overEntries(run, source.of, over, 0)
    case 'unknown': return overUnknown(run, source, over)
    case 'iterator': return overIterator(run, source, over)
  }
}

/** Arrays are read as they stand: elements that the body appends get their round. */
const overArray = (run: Run, array: Obj, over: Over, start: number): Completion => {
  for (let index = start; index < array.items!.length; index++) {
    if (index > run.limits.rounds) return run.limit('rounds of a loop')
    if (array.open !== undefined) return overUnknown(run, { kind: 'unknown', of: array.open, element: unknown('element', { from: array.open, site: run.site }) }, over)
    const item = array.items![index]!
    const completion = oneElement(run, item === hole ? undefinedValue : item, over)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return andThen(run, completion, () => overArray(run, array, over, index + 1))
  }
  return undefined
}

const overList = (run: Run, items: readonly Abstract[], over: Over, start: number): Completion => {
  for (let index = start; index < items.length; index++) {
    const completion = oneElement(run, items[index]!, over)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return andThen(run, completion, () => overList(run, items, over, index + 1))
  }
  return undefined
}

/** Maps and Sets give entries that are added during the loop, too, also those that were deleted before, and not those that are deleted when their turn comes. */
const overEntries = (run: Run, of: Obj, over: Over, start: number): Completion => {
  const after = entriesAfter(of)
  for (let last = start, count = 0; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    if (of.open !== undefined || of.unordered) return overUnknown(run, { kind: 'unknown', of: of.open ?? unknown('derived', { detail: 'the order of entries' }), element: unknown('element', { from: of.open, site: run.site }) }, over)
    const entry = after(last)
    if (entry === undefined) return undefined
    last = entry.since
    run.spend(1 / 20)
    const completion = oneElement(run, elementOfEntry(run, of, entry), over)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return andThen(run, completion, () => overEntries(run, of, over, entry.since))
  }
}

const overIterator = (run: Run, source: Extract<Source, { kind: 'iterator' }>, over: Over): Completion => {
  for (let count = 0; ; count++) {
    if (count > run.limits.rounds) return run.limit('rounds of a loop')
    const next = step(run, source)
    if (next === undefined) return undefined
    if (next === 'unknown') return overUnknown(run, { kind: 'unknown', of: source.iterator, element: unknown('element', { site: run.site }) }, over)
    const completion = oneElement(run, next.value, over)
    if (completion === undefined) continue
    if (completion.kind === 'partial') return andThen(run, completion, () => overIterator(run, source, over))
    closeIterator(run, source)
    return completion
  }
}

const overUnknown = (run: Run, source: Extract<Source, { kind: 'unknown' }>, over: Over): Completion => {
  run.site = siteOf(over.node, over.scope)
  const what = source.of.kind === 'unknown' ? nameOfUnknown(source.of) : 'a list'
  run.report('unknown-loop', 'note', `how many elements ${what} has is not known; the body is read once for all of them`)
  return unknownRounds(run, eachCondition(run, source.of), () => afterLoop(afterRound(over.round(source.element), over.labels), over.labels))
}

/** One element: a guarded one has its round under its condition, one that stands for many as often as it is there. */
const oneElement = (run: Run, given: Abstract, over: Over): Completion => {
  if (given.kind === 'absent') return undefined
  if (given.kind !== 'choice' || !canBeAbsent(given)) return afterRound(over.round(given), over.labels)
  const element = run.resolve(given)
  if (element.kind === 'absent') return undefined
  if (element.kind !== 'choice' || !canBeAbsent(element)) return afterRound(over.round(element), over.labels)
  if (element.when.repeats) {
    return unknownRounds(run, eachCondition(run, unknown('element', { detail: element.when.text })), () => afterLoop(oneElement(run, element.then, over), over.labels))
  }
  return forkCompletion(run, element.when, () => oneElement(run, element.then, over), () => oneElement(run, element.else, over))
}

/** `for (key in object)`: enumerable keys, prototypes' included. */
const forIn = (labels: Labels): Execute<ts.ForInStatement> => (run, node, outer) => {
  const value = evaluate(run, node.expression, headScope(node.initializer, outer))
  run.site = siteOf(node.expression, outer)
  return inValue(run, value, { labels, node, scope: outer, round: (element) => roundWith(run, node, outer, element) })
}

/** A loop over the keys of a value. */
export const inValue = (run: Run, given: Abstract, over: Over): Completion => {
  const value = run.resolve(given)
  if (value.kind === 'choice') return forkCompletion(run, value.when, () => inValue(run, value.then, over), () => inValue(run, value.else, over))
  if (value.kind === 'primitive' && typeof value.value === 'string') return afterLoop(overList(run, [...value.value.split('').keys()].map((index) => known(String(index))), over, 0), over.labels)
  if (value.kind === 'primitive' || value.kind === 'absent' || value.kind === 'symbol') return undefined
  if (value.kind !== 'object') return afterLoop(overUnknown(run, { kind: 'unknown', of: value, element: unknown('element', { site: run.site, type: 'string' }) }, over), over.labels)
  return afterLoop(overKeys(run, value, over), over.labels)
}

const overKeys = (run: Run, obj: Obj, over: Over): Completion => {
  const seen = new Set<string>()
  const owners: { owner: Obj, key: string }[] = []
  for (let at: Obj | null = obj; at !== null; at = at.proto) {
    const when = unlisted(run, at)
    if (when !== undefined) return forkCompletion(run, when, () => overKeys(run, obj, over), () => overKeys(run, obj, over))
    if (at.open !== undefined || at.unordered || hasGuards(run.heap, at)) {
      return overUnknown(run, { kind: 'unknown', of: at.open ?? unknown('derived'), element: unknown('element', { site: run.site, type: 'string' }) }, over)
    }
    const keys = enumerableKeys(at)
    run.spend(keys.length / 20)
    for (const key of keys) {
      if (!seen.has(key)) owners.push({ owner: at, key })
      seen.add(key)
    }
  }
  return overEach(run, owners, over, 0)
}

const overEach = (run: Run, keys: readonly { owner: Obj, key: string }[], over: Over, start: number): Completion => {
  for (let index = start; index < keys.length; index++) {
    const { owner, key } = keys[index]!
    const own = owner.items !== undefined && owner.items[Number(key)] !== undefined ? undefinedValue : owner.props.get(key)
    if (own === undefined) continue
    const completion = oneElement(run, own.kind === 'slot' ? known(key) : keyWhere(own, known(key)), over)
    if (completion === undefined) continue
    if (completion.kind !== 'partial') return completion
    return andThen(run, completion, () => overEach(run, keys, over, index + 1))
  }
  return undefined
}

/** The key wherever the value is there. */
const keyWhere = (value: Abstract, key: Abstract): Abstract =>
  value.kind === 'absent' ? value : value.kind === 'choice' && canBeAbsent(value) ? { ...value, then: keyWhere(value.then, key), else: keyWhere(value.else, key) } : key

/** Executes a loop that answers to labels; undefined for other statements. */
export const loopFor = (kind: ts.SyntaxKind, labels: Labels): Execute<never> | undefined => {
  switch (kind) {
    case K.ForStatement: return forLoop(labels)
    case K.WhileStatement: return whileLoop(labels)
    case K.DoStatement: return doLoop(labels)
    case K.ForOfStatement: return forOf(labels)
    case K.ForInStatement: return forIn(labels)
    default: return undefined
  }
}
