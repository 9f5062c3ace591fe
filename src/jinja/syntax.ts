// The syntax tree of templates: expressions and statements as data.

/** `name=value` of a call. */
export interface NamedArgument {
  readonly name: string
  readonly value: Expression
}
/** The arguments of a call, filter or test. */
export interface Arguments {
  readonly positional: readonly Expression[]
  readonly named: readonly NamedArgument[]
}
/** The operators that compare. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'
/** The operators of arithmetic; `~` joins text. */
export type Arithmetic = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '~'

/** An expression. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | bigint | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'slice'; readonly of: Expression; readonly start: Expression | null; readonly stop: Expression | null; readonly step: Expression | null }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: Arguments }
  | { readonly kind: 'filter'; readonly name: string; readonly of: Expression; readonly args: Arguments }
  | { readonly kind: 'test'; readonly name: string; readonly of: Expression; readonly args: Arguments }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  | { readonly kind: 'not' | 'negative' | 'positive'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly first: Expression; readonly rest: readonly { readonly operator: Comparison; readonly value: Expression }[] }
  | { readonly kind: 'choose'; readonly condition: Expression; readonly then: Expression; readonly else: Expression | null }

/** What a loop or `set` assigns to: names (one, or several that a value is unpacked into), or an attribute of a namespace. */
export type Target = { readonly names: readonly string[] } | { readonly namespace: string; readonly attribute: string }
/** A step of a filter block: a filter without what it is applied to. */
export interface FilterStep {
  readonly name: string
  readonly args: Arguments
}
/** A parameter of a macro. */
export interface Parameter {
  readonly name: string
  readonly default: Expression | null
}

/** A statement. */
export type Statement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output' | 'do'; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly { readonly condition: Expression; readonly body: Block }[]; readonly else: Block }
  | { readonly kind: 'for'; readonly target: Target; readonly over: Expression; readonly filter: Expression | null; readonly body: Block; readonly else: Block }
  | { readonly kind: 'set'; readonly target: Target; readonly value: Expression }
  | { readonly kind: 'capture'; readonly target: Target; readonly filters: readonly FilterStep[]; readonly body: Block }
  | { readonly kind: 'macro'; readonly name: string; readonly parameters: readonly Parameter[]; readonly body: Block }
  | { readonly kind: 'filtered'; readonly filters: readonly FilterStep[]; readonly body: Block }
  | { readonly kind: 'with'; readonly set: readonly { readonly name: string; readonly value: Expression }[]; readonly body: Block }
/** Statements in order. */
export type Block = readonly Statement[]
