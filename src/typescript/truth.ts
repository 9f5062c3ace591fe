// What is true: of values that may be unknown, the condition on which it depends.
import type { Assumption } from '#model'
import { assume, binaryText, choice, decideTree, known, knownBoolean, oppositeText, prefixText, resolve, ternaryText, unknown, type Abstract, type Condition, type Decision, type Frame, type SourceText, type Test, type Unknown } from '#value'
import type { Run } from './run.ts'
import { noteFor } from './steering.ts'
import { describe, nameOfUnknown } from './wording.ts'

const decided = (run: Run, when: Condition, is: boolean): boolean | Decision => {
  const answer = decideTree(run.heap.path, when)
  return answer === undefined ? { when, is } : answer === is
}

/** Runs something on the path of one side; only for what changes nothing. */
export const onSide = <T>(run: Run, when: Condition, is: boolean, body: () => T): T => {
  const { path } = run.heap
  run.heap.path = assume(path, when, is)
  try {
    return body()
  } finally {
    run.heap.path = path
  }
}

/** Asks a question about an unknown: an answer, or the condition. */
export const ask = (run: Run, value: Unknown, test: Test, text: string): boolean | Decision =>
  decided(run, run.conditions.of(value.id, test, text, value.site), true)

const decisionPrefix = /^[?!]/

/** A decision as an expression of its own. */
const decisionText = ({ when, is }: Decision): string => !is ? oppositeText(when.text) : when.test.kind === 'truthy' ? prefixText('!!', when.text) : when.text

/** An unknown boolean that is true when a condition is answered so. `truth` finds the condition again. */
export const booleanUnknown = (run: Run, decision: Decision, reason: 'compare' | 'derived', from: Unknown | undefined): Unknown =>
  unknown(reason, { id: (decision.is ? '?' : '!') + decision.when.id, type: 'boolean', detail: decisionText(decision), site: run.site, from, assumed: from?.assumed })

/** The value of a decision. */
export const decisionValue = (run: Run, truth: boolean | Decision, reason: 'compare' | 'derived', from?: Unknown): Abstract =>
  typeof truth === 'boolean' ? knownBoolean(truth) : booleanUnknown(run, truth, reason, from)

const truthOfUnknown = (run: Run, value: Unknown): boolean | Decision => {
  if ((value.type === 'object' || value.type === 'array') && !value.optional) return true
  if (decisionPrefix.test(value.id)) {
    const when = run.conditions.find(value.id.slice(1))
    if (when !== undefined) return decided(run, when, value.id.startsWith('?'))
  }
  return ask(run, value, { kind: 'truthy' }, nameOfUnknown(value))
}

/** Notes that fixtures decided which way the program goes: whatever its file makes rests on them. */
const noteDecided = (run: Run, assumptions: readonly Assumption[]): void => {
  run.steering.asked.push(...assumptions)
  const file = run.site?.file.library === false ? run.site.file : userFile(run.heap.frame)
  if (file !== undefined) noteFor(run, file, assumptions)
}

const userFile = (frame: Frame | undefined): SourceText | undefined => {
  for (let at = frame; at !== undefined; at = at.caller) if (!at.site.file.library) return at.site.file
  return undefined
}

/** `Boolean(value)`: an answer, or the condition it depends on. */
export const truth = (run: Run, given: Abstract): boolean | Decision => {
  const value = given.kind === 'choice' ? resolve(run.heap.path, given) : given
  switch (value.kind) {
    case 'primitive':
      if (value.assumed !== undefined) noteDecided(run, value.assumed)
      return Boolean(value.value)
    case 'absent': return false
    case 'object': case 'symbol': return true
    case 'template': {
      if (value.parts.some((part) => typeof part === 'string')) return true
      return ask(run, unknown('derived', { id: templateId(value.parts), site: value.site }), { kind: 'truthy' }, describe(value))
    }
    case 'unknown': return truthOfUnknown(run, value)
    case 'maybe': return ask(run, unknown('derived', { site: run.site }), { kind: 'truthy' }, 'a value that may have been replaced')
    case 'choice': return truthOfChoice(run, value.when, onSide(run, value.when, true, () => truth(run, value.then)), onSide(run, value.when, false, () => truth(run, value.else)))
  }
}

/** An id for the text that a template's parts make. */
export const templateId = (parts: readonly (string | Unknown)[]): string =>
  `\`${parts.map((part) => typeof part === 'string' ? part : `\${${part.id}}`).join('')}`

/** The loose truth table: what a choice comes down to when its sides are true, false or open. */
export const truthOfChoice = (run: Run, when: Condition, yes: boolean | Decision, no: boolean | Decision): boolean | Decision => {
  if (yes === no) return yes
  if (yes === true && no === false) return { when, is: true }
  if (yes === false && no === true) return { when, is: false }
  if (typeof yes === 'object' && typeof no === 'object' && yes.when === no.when && yes.is === no.is) return yes
  const side = (truthOfSide: boolean | Decision): Abstract =>
    typeof truthOfSide === 'boolean' ? known(truthOfSide) : booleanUnknown(run, truthOfSide, 'derived', undefined)
  const tree = choice(when, side(yes), side(no))
  const subject = `(${when.id}?${keyOf(yes)}:${keyOf(no)})`
  return decided(run, run.conditions.of(subject, { kind: 'tree', tree, truth: (value) => truth(run, value) }, textOf(when, yes, no), run.site), true)
}

const keyOf = (truthOfSide: boolean | Decision): string =>
  typeof truthOfSide === 'boolean' ? String(truthOfSide) : (truthOfSide.is ? '' : '!') + truthOfSide.when.id

const textOf = (when: Condition, yes: boolean | Decision, no: boolean | Decision): string => {
  const text = (side: boolean | Decision): string =>
    typeof side === 'boolean' ? String(side) : side.is ? side.when.text : oppositeText(side.when.text)
  if (no === false) return binaryText(when.text, '&&', text(yes))
  if (yes === true) return binaryText(when.text, '||', text(no))
  if (yes === false) return binaryText(oppositeText(when.text), '&&', text(no))
  if (no === true) return binaryText(oppositeText(when.text), '||', text(yes))
  return ternaryText(when.text, text(yes), text(no))
}
