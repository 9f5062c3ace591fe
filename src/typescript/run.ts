// What one evaluation consists of: the vocabulary that the parts of the evaluator share. No behaviour here.
import type { Assumption, Problem, SourceTree } from '#model'
import type { Abstract, Cell, Condition, Machine, Obj, OpenSide, Path, Site, SourceText } from '#value'
import type { ts } from './parse.ts'
import type { Variables } from './variables.ts'

/** Variables of one block or function. */
export interface Scope {
  readonly vars: Variables
  readonly outer: Scope | undefined
  readonly here: Activation
}

/** One run of a function (arrow functions share their surroundings') or of a module. */
export interface Activation {
  readonly module: Module
  /** `this`; undefined before `super()` has returned, and in code that has none. */
  self: Abstract | undefined
  readonly callee: Obj | undefined
  /** Where `super.x` looks: the prototype or class that holds the code. */
  readonly home: Obj | undefined
  readonly newTarget: Abstract
  readonly args: readonly Abstract[]
  /** Values of subexpressions that were computed ahead, around a `yield` or `await`. */
  memo: Map<ts.Node, Abstract> | undefined
  /** In a body that can stop: so many `try`s with a handler are under way in it. */
  trying?: number
  /** In a body that can stop: the statement that is executed has just one place to stop at. */
  stopsOnce?: boolean
}

/** Where a name that a module exports is kept; `namespace` is for `export * as`. */
export type Binding =
  | { readonly kind: 'local', readonly name: string }
  | { readonly kind: 'cell', readonly cell: Cell }
  | { readonly kind: 'namespace', readonly module: Module }
  | { readonly kind: 'from', readonly module: Module, readonly name: string }

/** How far the evaluation of a module is, beside its `state`. */
export interface ModuleProgress {
  /** Where it stands among the modules that are under way: what it imports stands behind it, unless there is a circle. */
  readonly index: number
  /** The foremost of those that it reaches. */
  ancestor: number
  /** The first of the circle of modules that it belongs to; itself where there is none. */
  root: Module
  /** Its place among those that wait; undefined once it has ended, or where it never waited. */
  order: number | undefined
  /** How many of its imports it waits for. */
  pending: number
  /** Who waits for it. */
  readonly importers: Module[]
  /** Runs once it has ended. */
  readonly whenDone: (() => void)[]
}

/** A module: project file, library file, data file or prelude. */
export interface Module {
  readonly id: string
  readonly file: SourceText
  /** Undefined for data and once it has been evaluated and its tree dropped. */
  source: ts.SourceFile | undefined
  readonly scope: Scope
  readonly exports: Map<string, Binding>
  /** What was found through `export *` before. */
  readonly reexported: Map<string, Cell>
  /** Targets of `export *`, in order. */
  readonly stars: Module[]
  /** Modules to evaluate before this one, in order. */
  readonly imports: ImportedModule[]
  state: 'linked' | 'evaluating' | 'evaluated'
  /** How far it is, once its evaluation has begun. */
  progress: ModuleProgress | undefined
  /** The exception that its top level ended with, always. */
  thrown: Abstract | undefined
  namespace: Obj | undefined
  /** Its top level ended abruptly: what was not reached is `tdz`. */
  failed: boolean
  /** Its text has the word `var`: functions need a look for variables that are hoisted out of blocks. */
  readonly usesVar: boolean
  /** Its text has the word `await`, so that its top level may wait. */
  readonly usesAwait: boolean
  /** The module is not in the project: everything imported from it is unknown. The name as the importer wrote it. */
  readonly opaque: string | undefined
}

/** A change of a built-in object: a scheduler reads each file by itself, so it lasts only while a file is read that has to do with the one that made it. */
export interface BuiltInChange {
  readonly path: string | undefined
  readonly redo: () => void
  readonly undo: () => void
}

/** An import of a module, and where it stands. */
export interface ImportedModule {
  readonly module: Module
  readonly site: Site
  readonly specifier: string
  /** All that it imports are types, though it does not say so: compilers drop such an import, so it evaluates nothing. */
  readonly erased?: boolean
}

/** The code of an interpreted function, in `Obj.code`. */
export interface FunctionCode {
  readonly node: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration
  readonly scope: Scope
  readonly kind: 'function' | 'arrow' | 'method' | 'class'
  readonly isAsync: boolean
  readonly isGenerator: boolean
  /** Where `super.x` looks: the prototype (or class) that the method is defined on. */
  readonly home: Obj | undefined
  /** Only of classes. */
  readonly ofClass: ClassCode | undefined
}

/** What is special to a class. */
export interface ClassCode {
  readonly fields: readonly FieldCode[]
  readonly construct: ts.ConstructorDeclaration | undefined
  /** It has an `extends`. */
  readonly derived: boolean
}

/** A field of a class, evaluated for each instance. */
export interface FieldCode {
  /** A value where the key depends on a condition or is not known. */
  readonly key: string | Abstract
  readonly init: ts.Expression | undefined
}

/** How a statement ended, where not normally. */
export type Abrupt =
  | { readonly kind: 'return', readonly value: Abstract }
  | { readonly kind: 'throw', readonly value: Abstract, readonly site: Site | undefined }
  | { readonly kind: 'break' | 'continue', readonly label: string | undefined }

/** How a statement ended: normally (undefined), abruptly, or in different ways depending on a condition. */
export type Completion = undefined | Abrupt | Partial
/** Different endings on the two sides of a condition. */
export interface Partial {
  readonly kind: 'partial'
  readonly when: Condition
  readonly then: Completion
  readonly else: Completion
}

/** How far an evaluation may go. Steps, not time: the same input always stops at the same point. */
export interface Limits {
  /** Steps for each root module. */
  readonly steps: number
  /** Nested calls. */
  readonly depth: number
  readonly rounds: number
  readonly items: number
  readonly text: number
  readonly forks: number
}

/** Something that runs when a module is evaluated and reaches out of the program: for `files[].calls`. */
export interface OutsideCall {
  readonly name: string
  readonly kind: 'network' | 'database' | 'variable' | 'connection' | 'file' | 'time' | 'random'
  readonly site: Site
}

/** A microtask, and what was assumed when it was put into the queue. */
export interface Job { readonly path: Path | undefined, readonly site: Site | undefined, readonly work: () => void }

/** How a body that stopped goes on. */
export interface Resume { readonly kind: 'next' | 'throw' | 'return', readonly value: Abstract }
/** The same, where it may differ between the sides of conditions. */
export type Answer = Resume | { readonly kind: 'either', readonly completion: Completion }

/** What waits for something, and what it has got so far: on the sides where there is no status yet, nothing. */
export interface Waiting {
  /** What was assumed when it began to wait. */
  readonly path: Path | undefined
  readonly site: Site | undefined
  readonly status: Cell
  readonly value: Cell
  readonly goOn: (outcome: Completion) => void
  done: boolean
}

/** The sides that a body had opened in the statement in which it stopped, and what was assumed there: on the others it has an exception that is still to be caught. */
export interface Held { readonly path: Path | undefined, readonly sides: readonly OpenSide[] }

/** Evaluates one kind of expression. */
export type Evaluate<N extends ts.Node = ts.Node> = (run: Run, node: N, scope: Scope) => Abstract
/** Executes one kind of statement. */
export type Execute<N extends ts.Node = ts.Node> = (run: Run, node: N, scope: Scope) => Completion

/** What steered a program so far. */
export interface Steering {
  /** The fixtures that answered questions, in the order of the questions. */
  readonly asked: Assumption[]
  /** The pieces of code of which a question decided which way through them it goes. */
  readonly pieces: Map<ts.Node, { readonly site: Site, readonly assumed: Set<Assumption> }>
}

/** One evaluation of a project. */
export interface Run extends Machine {
  readonly tree: SourceTree
  readonly limits: Limits
  readonly modules: Map<string, Module>
  /** By syntax kind. */
  readonly expressions: readonly (Evaluate | undefined)[]
  readonly statements: readonly (Execute | undefined)[]
  readonly problems: Problem[]
  readonly calls: OutsideCall[]
  /** Environment variables that are given. */
  readonly env: Readonly<Record<string, string>>
  /** What rests on each of them: one and the same list for a variable. */
  readonly fixtures: Map<string, readonly Assumption[]>
  site: Site | undefined
  fuel: number
  depth: number
  /** `depth` where a limit was reached last. */
  limitDepth: number
  /** Files of which statements or calls were given up at a limit, so that what they would have done is not known. */
  readonly cutOff: Set<string>
  /** What was changed of built-in objects so far, by code in which file. */
  readonly builtInChanges: BuiltInChange[]
  forks: number
  /** Counts writes that unknown code may have made: properties of unknowns read before and after are not the same. */
  outside: number
  /** So many `try`s with a handler are under way around what is executed. */
  trying: number
  /** As many surround the one who lets the body that is under way go on, which can stop. */
  tryingOutside: number
  /** Counts the `yield`s that were met under an unknown condition: what their generators give from there on is unknown. */
  lostYields: number
  readonly jobs: Job[]
  /** Modules that `import()` asked for: they come when there are no jobs left. */
  readonly loads: Job[]
  /** Waits that are over only on some sides. */
  readonly stalled: Waiting[]
  /** What bodies hold that stopped in the middle of a statement. */
  readonly held: Map<object, Held>
  /** How many sides were open when the body under way, which may stop, last went on. */
  sides: number
  /** Counts the modules that waited. */
  waits: number
  /** Fixtures that answered a question of the program, by the file that asked. */
  readonly decided: Map<string, Set<Assumption>>
  /** Which pieces of code fixtures decided the way through. */
  readonly steering: Steering
  /** The module that was asked for: nothing runs after its last statement. */
  root: Module | undefined
  /** The call under way is awaited at the top level, and nothing else is in the queue: no other code runs until it has ended. */
  alone: boolean
  /** Promises that were rejected, handled or not. */
  readonly rejected: Obj[]
  /** The variables of all modules that are globals of the language. */
  globals: Variables | undefined
  /** What waiting for a value gives at once, where there is no time to wait. */
  readonly waitNow: (value: Abstract) => Answer
  /** Classes made so far: private names of each are different keys. */
  classes: number
}
