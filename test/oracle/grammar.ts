// All that generated programs are written from: the tables as productions.
import type { Grammar, Production } from './sketch.ts'
import { dataExpressions, hostileExpressions } from './table-data.ts'
import { localDeclarations, moduleDeclarations } from './table-declarations.ts'
import { countExpressions, flagExpressions, numberExpressions } from './table-numbers.ts'
import { statements } from './table-statements.ts'
import { textExpressions } from './table-text.ts'

const named = (type: string, texts: readonly string[]): Production[] => texts.map((text) => ({ name: `${type}: ${text}`, text }))

/** The language: every production that a closed program may use. */
export const language: Grammar = {
  expressions: {
    t: [...named('t', textExpressions), ...named('hostile', hostileExpressions)],
    n: named('n', numberExpressions),
    k: named('k', countExpressions),
    b: named('b', flagExpressions),
    ...Object.fromEntries(Object.entries(dataExpressions).map(([type, texts]) => [type, named(type, texts)])),
  },
  statements: [...statements, ...localDeclarations],
  declarations: [...localDeclarations, ...moduleDeclarations],
}

/** The names of all productions of a grammar. */
export const namesOf = (grammar: Grammar): string[] =>
  [...new Set([...Object.values(grammar.expressions).flat(), ...grammar.statements, ...grammar.declarations].map((production) => production.name))]
