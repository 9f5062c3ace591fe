// Template text as tokens. nunjucks' lexer reads what is inside the braces; text, comments, raw blocks, Python's strings and numbers are ours.
import lexer from 'nunjucks/src/lexer.js'
import { TemplateFailure } from './failure.ts'

/** A piece of a template. `operator` covers brackets, commas and the like; `value` is decoded text for a string. */
export interface Token {
  readonly type: 'text' | 'block-start' | 'block-end' | 'variable-start' | 'variable-end' | 'name' | 'integer' | 'float' | 'string' | 'operator'
  readonly value: string
  /** Line in the template, from 1. */
  readonly line: number
}

const syntaxError = (message: string): TemplateFailure => new TemplateFailure('TemplateSyntaxError', message)
const opening = /\{[{%#]/g
const rawBegin = /\{%[-+]?\s*raw\s*([-+]?)%\}/y
const rawEnd = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g

/** The tokens of a template, white-space control applied. Throws a `TemplateFailure` where the text is not a template. */
export const readTokens = (source: string): Token[] => {
  const text = source.endsWith('\n') ? source.slice(0, -1) : source
  const tokens: Token[] = []
  const code = lexer.lex(text)
  let at = 0
  let trimNext = false
  let line = 1
  const move = (to: number): void => {
    for (let i = text.indexOf('\n', at); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) line++
    at = to
  }
  const data = (value: string, trimEnd: boolean): void => {
    let kept = trimNext ? value.trimStart() : value
    if (trimEnd) kept = kept.trimEnd()
    if (kept !== '') tokens.push({ type: 'text', value: kept, line })
    trimNext = false
  }
  while (at < text.length) {
    opening.lastIndex = at
    const start = opening.exec(text)?.index ?? text.length
    data(text.slice(at, start), text[start + 2] === '-')
    move(start)
    if (start === text.length) break
    rawBegin.lastIndex = start
    const raw = rawBegin.exec(text)
    if (raw !== null) {
      rawEnd.lastIndex = rawBegin.lastIndex
      const end = rawEnd.exec(text)
      if (end === null) throw syntaxError('Missing end of raw directive')
      trimNext = raw[1] === '-'
      data(text.slice(rawBegin.lastIndex, end.index), end[1] === '-')
      trimNext = end[2] === '-'
      move(rawEnd.lastIndex)
    } else if (text[start + 1] === '#') {
      const end = text.indexOf('#}', start + 2)
      if (end < 0) throw syntaxError('Missing end of comment tag')
      trimNext = text[end - 1] === '-'
      move(end + 2)
    } else {
      code.index = start
      code.in_code = false
      trimNext = readCode(code, tokens, line)
      move(code.index)
    }
  }
  return tokens
}

type Tokenizer = ReturnType<typeof lexer.lex>

/** Reads one `{{ … }}` or `{% … %}`; says whether the text behind it is to be trimmed. */
const readCode = (code: Tokenizer, tokens: Token[], line: number): boolean => {
  let depth = 0
  while (true) {
    const start = code.index
    const here = code.str[start]
    if (code.in_code && (here === '}' && depth > 0 || here === 'r' && code.str[start + 1] === '/')) {
      // nunjucks would take `}}` for the end also inside a dict, and `r/` for a regular expression.
      code.index++
      if (here === '}') depth--
      tokens.push({ type: here === '}' ? 'operator' : 'name', value: here, line })
      continue
    }
    const next = lexed(code)
    if (next === null) throw syntaxError('The template ends inside braces')
    switch (next.type) {
      case 'whitespace': break
      case 'block-start': case 'variable-start':
        tokens.push({ type: next.type, value: next.value, line })
        if (code.str[code.index] === '+') code.index++
        break
      case 'block-end': case 'variable-end':
        tokens.push({ type: next.type, value: next.value, line })
        return next.value.startsWith('-')
      case 'string': tokens.push({ type: 'string', value: decodeString(code.str.slice(start, code.index)), line }); break
      case 'int': tokens.push({ type: 'integer', value: next.value, line }); break
      case 'float': tokens.push(floatToken(next.value, line)); break
      case 'symbol': case 'boolean': case 'none': tokens.push(wordToken(next.value, line)); break
      default:
        if (next.type === 'left-curly') depth++
        if (next.type === 'right-curly') depth--
        tokens.push({ type: 'operator', value: next.value, line })
    }
  }
}

const lexed = (code: Tokenizer): { type: string; value: string } | null => {
  try {
    return code.nextToken()
  } catch (error) {
    throw syntaxError(error instanceof Error ? error.message : 'Unexpected text inside braces')
  }
}

const floatToken = (value: string, line: number): Token => {
  if (!/^\d+\.\d+$/.test(value)) throw syntaxError(`'${value}' is not a number`)
  return { type: 'float', value, line }
}

const wordToken = (value: string, line: number): Token => {
  if (/^\d[\d_]*$/.test(value)) return { type: 'integer', value: value.replaceAll('_', ''), line }
  if (/^\d+[eE]\d+$/.test(value)) return { type: 'float', value, line }
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(value)) throw syntaxError(`Unexpected '${value}'`)
  return { type: 'name', value, line }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' }

/** A Python string literal, quotes included, as the text that it means. */
export const decodeString = (literal: string): string => {
  if (literal.length < 2 || literal.at(-1) !== literal[0]) throw syntaxError('A string has no end')
  return literal.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g, (whole, code: string) => {
    if (/^[xuU]./.test(code)) return fromCode(Number.parseInt(code.slice(1), 16))
    if (/^[0-7]/.test(code)) return fromCode(Number.parseInt(code, 8))
    return escapes[code] ?? whole
  })
}

const fromCode = (code: number): string => {
  if (code > 0x10ffff) throw syntaxError('A string has an escape that is no character')
  return String.fromCodePoint(code)
}
