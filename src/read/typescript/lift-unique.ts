// Lists in which a name stands once: names that depend on conditions leave out, on each side, what stands before them there.
import type { ChoiceValue, Fact } from '#model'

type Name = Fact<string>
type Side = ChoiceValue['$choice']['then']

/** The names without repeats; one that another one before it may be is only there where that one is not. */
export const uniqueNames = (names: readonly Name[]): Name[] => {
  const kept: Name[] = []
  for (const name of names) {
    const rest = kept.reduce<Side>((left, before) => without(left, before), name)
    if (!isAbsent(rest)) kept.push(rest as Name)
  }
  return kept
}

/** A name, absent where another one is the same. */
const without = (name: Side, other: Side): Side => {
  if (keyOf(name) === keyOf(other)) return absent
  if (!mayEqual(name, other)) return name
  const choice = isChoice(name) ? name : isChoice(other) ? other : undefined
  return choice === undefined ? name : chosen(choice, (is) => without(given(name, choice.$choice.when, is), given(other, choice.$choice.when, is)))
}

/** What is left of a name where a condition is answered. */
const given = (side: Side, when: string, is: boolean): Side => {
  if (!isChoice(side)) return side
  const { $choice } = side
  return $choice.when === when ? given(is ? $choice.then : $choice.else, when, is) : chosen(side, (inner) => given(inner ? $choice.then : $choice.else, when, is))
}

const absent: Side = { $absent: true }

const keyOf = (side: Side): string => JSON.stringify(side)
const isAbsent = (side: Side): boolean => keyOf(side) === keyOf(absent)
const isChoice = (side: Side): side is ChoiceValue => typeof side === 'object' && side !== null && '$choice' in side

const chosen = ({ $choice }: ChoiceValue, of: (is: boolean) => Side): Side => {
  const [yes, no] = [of(true), of(false)]
  return keyOf(yes) === keyOf(no) ? yes : { $choice: { ...$choice, then: yes, else: no } }
}

const leavesOf = (side: Side): string[] => isChoice(side) ? [...leavesOf(side.$choice.then), ...leavesOf(side.$choice.else)] : isAbsent(side) ? [] : [keyOf(side)]

const mayEqual = (name: Side, other: Side): boolean => {
  const leaves = new Set(leavesOf(other))
  return leavesOf(name).some((leaf) => leaves.has(leaf))
}
