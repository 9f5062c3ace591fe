// The variables of one scope by name. Most scopes have but a few: a list, newest first, is faster to make and to look through than a Map.
import type { Cell } from '#value'

/** A name in a list of variables. */
interface Entry { readonly name: string, readonly cell: Cell, readonly next: Entry | undefined }

/** Beyond so many a Map takes over. */
const longestList = 12

/** Variables by name. */
export class Variables {
  private first: Entry | undefined = undefined
  private length = 0
  private map: Map<string, Cell> | undefined = undefined

  /** The variable of a name. */
  get(name: string): Cell | undefined {
    if (this.map !== undefined) return this.map.get(name)
    for (let at = this.first; at !== undefined; at = at.next) if (at.name === name) return at.cell
    return undefined
  }

  /** Is there a variable of this name? */
  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** Adds a variable; one of the same name is no longer seen. */
  set(name: string, cell: Cell): void {
    if (this.map !== undefined) this.map.set(name, cell)
    else if (++this.length <= longestList) this.first = { name, cell, next: this.first }
    else this.map = new Map(this.entries()).set(name, cell)
  }

  /** Names and variables, each name once, in the order in which they were added. */
  entries(): [string, Cell][] {
    if (this.map !== undefined) return [...this.map]
    const all = new Map<string, Cell>()
    for (let at = this.first; at !== undefined; at = at.next) if (!all.has(at.name)) all.set(at.name, at.cell)
    return [...all].reverse()
  }

  /** The variables, in the order in which they were added. */
  values(): Cell[] {
    return this.entries().map(([, cell]) => cell)
  }
}
