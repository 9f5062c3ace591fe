// The variables of one scope by name. Most scopes have but a few: a list, newest first, is faster to make and to look through than a Map.
import type { Abstract, Cell } from '#value'

/** A variable in a list of them. */
interface Listed extends Cell { readonly name: string, readonly next: Listed | undefined }

/** Beyond so many a Map takes over. */
const longestList = 12

/** Variables by name. */
export class Variables {
  private first: Listed | undefined = undefined
  private length = 0
  private map: Map<string, Cell> | undefined = undefined

  /** The variable of a name. */
  get(name: string): Cell | undefined {
    if (this.map !== undefined) return this.map.get(name)
    for (let at = this.first; at !== undefined; at = at.next) if (at.name === name) return at
    return undefined
  }

  /** Is there a variable of this name? */
  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** Makes a variable; one of the same name is no longer seen. */
  add(name: string, value: Abstract | undefined, constant: boolean): Cell {
    if (this.map === undefined && ++this.length <= longestList) {
      const listed: Listed = { value, constant, name, next: this.first }
      this.first = listed
      return listed
    }
    const cell: Cell = { value, constant }
    this.set(name, cell)
    return cell
  }

  /** Takes in a variable that there is already. */
  set(name: string, cell: Cell): void {
    this.map ??= new Map(this.entries())
    this.map.set(name, cell)
  }

  /** Names and variables, each name once, in the order in which they were added. */
  entries(): [string, Cell][] {
    if (this.map !== undefined) return [...this.map]
    const all = new Map<string, Cell>()
    for (let at = this.first; at !== undefined; at = at.next) if (!all.has(at.name)) all.set(at.name, at)
    return [...all].reverse()
  }

  /** The variables, in the order in which they were added. */
  values(): Cell[] {
    return this.entries().map(([, cell]) => cell)
  }
}
