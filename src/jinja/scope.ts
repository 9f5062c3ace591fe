// Names and what they stand for: the context, then the scopes that loops, macros and `with` open.
import type { PythonValue } from './python-value.ts'

/** One scope; what is set in it hides what is set further out. */
export class Scope {
  readonly #own = new Map<string, PythonValue>()
  readonly #outer: Scope | ((name: string) => PythonValue | undefined)
  constructor(outer: Scope | ((name: string) => PythonValue | undefined)) {
    this.#outer = outer
  }
  /** What the name stands for, if anything. */
  get(name: string): PythonValue | undefined {
    return this.#own.has(name) ? this.#own.get(name) : (this.#outer instanceof Scope ? this.#outer.get(name) : this.#outer(name))
  }
  /** Sets the name here. */
  set(name: string, value: PythonValue): void {
    this.#own.set(name, value)
  }
  /** A scope inside this one. */
  inner(): Scope {
    return new Scope(this)
  }
}
