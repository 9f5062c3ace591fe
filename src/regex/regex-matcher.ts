// The backtracking matcher: runs a program over a text with a stack of its own (never the host's), and pays for every step.
import { isLineEnd } from './regex-characters.ts'
import type { CharacterTest, Instruction, Program } from './regex-program.ts'

/** Told of steps taken; throws to stop the match. One step stands for `stepsTogether` instructions. */
export type SpendSteps = (steps: number) => void

const stepsTogether = 8
const spendEvery = 64
const tallest = 4_000_000

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

// What lies on the stack, four numbers each: where to go on, a register to restore, or a run of characters to shorten or lengthen.
const frame = { resume: 0, restore: 1, shorter: 2, longer: 3 } as const

/** One match at one place at a time; `registers` holds the captures after a success. */
export class RegexMatcher {
  readonly registers: Int32Array
  /** Did anything depend on where the text ends? If not, the text could go on in any way and the result would be the same. */
  sawEnd = false
  private readonly instructions: readonly Instruction[]
  private readonly text: string
  private readonly unicode: boolean
  private readonly spend: SpendSteps
  private readonly stack: number[] = []
  private steps = 0

  constructor(program: Program, text: string, unicode: boolean, spend: SpendSteps) {
    this.instructions = program.instructions
    this.registers = new Int32Array(program.registers).fill(-1)
    this.text = text
    this.unicode = unicode
    this.spend = spend
  }

  /** Tries to match beginning exactly at `position`. */
  matchAt(position: number): boolean {
    this.registers.fill(-1)
    this.stack.length = 0
    const matched = this.run(0, position)
    this.pay(1)
    return matched
  }

  /** Where the text's next character begins after `position`. */
  after(position: number): number {
    const pair = this.unicode && isHigh(this.text.charCodeAt(position)) && isLow(this.text.charCodeAt(position + 1))
    return position + (pair ? 2 : 1)
  }

  /** Is the middle of a surrogate pair here, where that counts? No character can be read from there. */
  splits(position: number): boolean {
    return this.unicode && position > 0 && isLow(this.text.charCodeAt(position)) && isHigh(this.text.charCodeAt(position - 1))
  }

  private pay(instructions: number): void {
    this.steps += instructions
    if (this.steps < spendEvery * stepsTogether) return
    this.spend(Math.floor(this.steps / stepsTogether))
    this.steps = 0
    if (this.stack.length > tallest) this.spend(Infinity)
  }

  private push(kind: number, a: number, b: number, c: number): void {
    this.stack.push(kind, a, b, c)
  }

  private set(register: number, value: number): void {
    this.push(frame.restore, register, this.registers[register]!, 0)
    this.registers[register] = value
  }

  /** Runs from `start` until an accept (true) or until nothing is left to try above the stack's present height (false). */
  private run(start: number, from: number): boolean {
    const base = this.stack.length
    let pc = start
    let position = from
    for (;;) {
      this.pay(1)
      const instruction = this.instructions[pc]!
      if (instruction.op === 'accept') {
        this.keepRestores(base)
        return true
      }
      const next = this.step(instruction, pc, position)
      if (next >= 0) {
        pc = this.nextInstruction
        position = next
        continue
      }
      const resumed = this.backtrack(base)
      if (resumed < 0) return false
      pc = this.nextInstruction
      position = resumed
    }
  }

  private nextInstruction = 0

  /** Does one instruction: returns the new position, with `nextInstruction` set, or -1 for a failure. */
  private step(instruction: Instruction, pc: number, position: number): number {
    this.nextInstruction = pc + 1
    switch (instruction.op) {
      case 'character':
      case 'test': return this.one(instruction, position)
      case 'run': return this.runOf(instruction, pc, position)
      case 'split':
        this.push(frame.resume, instruction.second, position, 0)
        this.nextInstruction = instruction.first
        return position
      case 'jump':
        this.nextInstruction = instruction.to
        return position
      case 'save':
        this.set(instruction.register, position)
        return position
      case 'loop-start':
        this.set(instruction.register, 0)
        return position
      case 'loop-test': return this.loopTest(instruction, pc, position)
      case 'loop-next': {
        const rounds = this.registers[instruction.register]!
        if (rounds >= instruction.min && position === this.registers[instruction.register + 1]) return -1
        this.set(instruction.register, rounds + 1)
        this.nextInstruction = instruction.test
        return position
      }
      case 'reference': return this.reference(instruction, position)
      case 'look': return this.look(instruction, pc, position)
      case 'start': return position === 0 || (instruction.multiline && isLineEnd(this.text.charCodeAt(position - 1))) ? position : -1
      case 'end':
        if (position === this.text.length) this.sawEnd = true
        return position === this.text.length || (instruction.multiline && isLineEnd(this.text.charCodeAt(position))) ? position : -1
      case 'boundary': {
        const before = position > 0 && instruction.word(this.characterBefore(position))
        const after = !this.atEnd(position) && instruction.word(this.characterAt(position))
        return (before !== after) !== instruction.negated ? position : -1
      }
      case 'accept': return position
    }
  }

  private characterAt(position: number): number {
    if (!this.unicode) return this.text.charCodeAt(position)
    const character = this.text.codePointAt(position)!
    if (position === this.text.length - 1 && isHigh(character)) this.sawEnd = true
    return character
  }

  private atEnd(position: number): boolean {
    if (position < this.text.length) return false
    this.sawEnd = true
    return true
  }

  private characterBefore(position: number): number {
    const unit = this.text.charCodeAt(position - 1)
    if (!this.unicode || !isLow(unit) || position < 2 || !isHigh(this.text.charCodeAt(position - 2))) return unit
    return this.text.codePointAt(position - 2)!
  }

  private one(instruction: Extract<Instruction, { op: 'character' | 'test' }>, position: number): number {
    const { forward } = instruction
    if (forward ? this.atEnd(position) || this.splits(position) : position <= 0) return -1
    const character = forward ? this.characterAt(position) : this.characterBefore(position)
    if (instruction.op === 'character' ? character !== instruction.value : !instruction.test(character)) return -1
    const width = character > 0xffff ? 2 : 1
    return forward ? position + width : position - width
  }

  /** Takes up to `most` characters that pass the test; returns where it stops and, in `taken`, how many there were. */
  private take(test: CharacterTest, position: number, most: number): number {
    let at = position
    let taken = 0
    if (this.splits(at)) most = 0
    while (taken < most && !this.atEnd(at)) {
      const character = this.characterAt(at)
      if (!test(character)) break
      at += character > 0xffff ? 2 : 1
      taken++
    }
    this.taken = taken
    this.pay(taken >> 2)
    return at
  }

  private taken = 0

  private runOf(instruction: Extract<Instruction, { op: 'run' }>, pc: number, position: number): number {
    const { test, min, max, greedy } = instruction
    const least = this.take(test, position, min)
    if (this.taken < min) return -1
    if (!greedy) {
      if (max > min) this.push(frame.longer, pc, least, Math.min(max - min, this.text.length))
      return least
    }
    const end = this.take(test, least, max - min)
    if (end > least) this.push(frame.shorter, pc, end, least)
    return end
  }

  private loopTest(instruction: Extract<Instruction, { op: 'loop-test' }>, pc: number, position: number): number {
    const { register, min, max, greedy, exit, clear } = instruction
    const rounds = this.registers[register]!
    if (rounds >= max) {
      this.nextInstruction = exit
      return position
    }
    if (rounds >= min) {
      if (!greedy && this.lazyEntry !== pc) {
        this.push(frame.resume, pc, position, 1)
        this.nextInstruction = exit
        return position
      }
      if (greedy) this.push(frame.resume, exit, position, 0)
    }
    this.lazyEntry = -1
    this.set(register + 1, position)
    for (let one = clear[0]; one <= clear[1]; one++) if (this.registers[one] !== -1) this.set(one, -1)
    return position
  }

  /** The loop that a lazy choice has just decided to go round once more; -1 for none. */
  private lazyEntry = -1

  private reference(instruction: Extract<Instruction, { op: 'reference' }>, position: number): number {
    const { index, forward, fold } = instruction
    const start = this.registers[2 * index]!
    const end = this.registers[2 * index + 1]!
    if (start < 0 || end < 0) return position
    const length = end - start
    const from = forward ? position : position - length
    if (from < 0) return -1
    if (from + length > this.text.length) {
      this.sawEnd = true
      return -1
    }
    this.pay(length >> 2)
    for (let offset = 0; offset < length;) {
      const wanted = this.characterAt(start + offset)
      const found = this.characterAt(from + offset)
      if (wanted !== found && (!fold || fold(wanted) !== fold(found))) return -1
      offset += wanted > 0xffff && offset + 1 < length ? 2 : 1
    }
    return forward ? position + length : from
  }

  private look(instruction: Extract<Instruction, { op: 'look' }>, pc: number, position: number): number {
    const base = this.stack.length
    const found = this.run(pc + 1, position)
    if (found && instruction.negated) this.undo(base)
    this.nextInstruction = instruction.next
    return found === instruction.negated ? -1 : position
  }

  /** Forgets what could still be tried above `base`, but not how to restore the registers. */
  private keepRestores(base: number): void {
    const { stack } = this
    let kept = base
    for (let at = base; at < stack.length; at += 4) {
      if (stack[at] !== frame.restore) continue
      for (let one = 0; one < 4; one++) stack[kept + one] = stack[at + one]!
      kept += 4
    }
    stack.length = kept
  }

  private undo(base: number): void {
    for (let at = this.stack.length - 4; at >= base; at -= 4) this.registers[this.stack[at + 1]!] = this.stack[at + 2]!
    this.stack.length = base
  }

  /** Goes back to the latest choice above `base`: returns its position with `nextInstruction` set, or -1 when there is none. */
  private backtrack(base: number): number {
    const { stack } = this
    while (stack.length > base) {
      const top = stack.length - 4
      const a = stack[top + 1]!
      const b = stack[top + 2]!
      const c = stack[top + 3]!
      const kind = stack[top]
      stack.length = top
      if (kind === frame.restore) {
        this.registers[a] = b
      } else if (kind === frame.resume) {
        this.nextInstruction = a
        this.lazyEntry = c === 1 ? a : -1
        return b
      } else {
        const resumed = kind === frame.shorter ? this.shorten(a, b, c) : this.lengthen(a, b, c)
        if (resumed >= 0) return resumed
      }
    }
    return -1
  }

  private shorten(pc: number, end: number, least: number): number {
    const to = end - (this.unicode && end - least >= 2 && isLow(this.text.charCodeAt(end - 1)) && isHigh(this.text.charCodeAt(end - 2)) ? 2 : 1)
    if (to > least) this.push(frame.shorter, pc, to, least)
    this.nextInstruction = pc + 1
    return to
  }

  private lengthen(pc: number, position: number, more: number): number {
    const { test } = this.instructions[pc] as Extract<Instruction, { op: 'run' }>
    const to = this.take(test, position, 1)
    if (this.taken === 0) return -1
    if (more > 1) this.push(frame.longer, pc, to, more - 1)
    this.nextInstruction = pc + 1
    return to
  }
}
