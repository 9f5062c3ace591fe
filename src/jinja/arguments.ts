// The arguments of a call, matched with the parameters of what is called.
import { TemplateFailure } from './failure.ts'
import { known } from './operations.ts'
import { isKind, isSequence, typeName, type CallArguments, type PythonValue } from './python-value.ts'

/** Reads the arguments of one call by position or name, and checks their types. */
export class Given {
  readonly #what: string
  readonly #args: CallArguments
  readonly #parameters: readonly string[]
  constructor(what: string, args: CallArguments, parameters: readonly string[]) {
    this.#what = what
    this.#args = args
    if (args.positional.length > parameters.length) throw new TemplateFailure('TypeError', `${what} takes at most ${parameters.length} arguments (${args.positional.length} given)`)
    for (const name of args.named.keys()) if (!parameters.includes(name)) throw new TemplateFailure('TypeError', `${what} got an unexpected keyword argument '${name}'`)
    this.#parameters = parameters
  }
  /** The argument, if it was given. */
  optional(name: string): PythonValue | undefined {
    return this.#at(name)
  }
  #at(name: string): PythonValue | undefined {
    const index = this.#parameters.indexOf(name)
    return index < this.#args.positional.length ? this.#args.positional[index] : this.#args.named.get(name)
  }
  /** The argument, or else this; None counts as given. */
  or(name: string, standard: PythonValue): PythonValue {
    const value = this.#at(name)
    return value === undefined ? standard : value
  }
  /** The argument, which has to be given. */
  value(name: string): PythonValue {
    const value = this.#at(name)
    if (value === undefined) throw new TemplateFailure('TypeError', `${this.#what} needs the argument '${name}'`)
    return value
  }
  /** A text. */
  text(name: string, standard?: string): string {
    const value = this.#at(name)
    if (value === undefined && standard !== undefined) return standard
    const text = known(this.value(name))
    if (typeof text !== 'string') throw this.wrong(name, 'str', text)
    return text
  }
  /** An int as a number of the host; anything beyond what lists can hold is cut. */
  integer(name: string, standard?: number): number {
    const value = this.#at(name)
    if (value === undefined && standard !== undefined) return standard
    const number = known(this.value(name))
    if (typeof number === 'boolean') return Number(number)
    if (typeof number !== 'bigint') throw this.wrong(name, 'int', number)
    return Number(number > 1_000_000_000n ? 1_000_000_000n : number < -1_000_000_000n ? -1_000_000_000n : number)
  }
  /** True or false. */
  flag(name: string, standard: boolean): boolean {
    const value = this.#at(name)
    return value === undefined ? standard : known(value) === true || value === 1n
  }
  /** The error of an argument of another type. */
  wrong(name: string, expected: string, value: PythonValue): TemplateFailure {
    return new TemplateFailure('TypeError', `${this.#what}: '${name}' must be ${expected}, not ${typeName(value)}`)
  }
}

/** The items of whatever can be looped over: a list, a tuple, the characters of a text, the keys of a dict. */
export const itemsOf = (value: PythonValue): readonly PythonValue[] => {
  if (isSequence(value)) return value.items
  if (typeof value === 'string') return [...value]
  if (isKind(value, 'dict')) return [...value.pairs.values()].map(([key]) => key)
  known(value)
  throw new TemplateFailure('TypeError', `'${typeName(value)}' object is not iterable`)
}
