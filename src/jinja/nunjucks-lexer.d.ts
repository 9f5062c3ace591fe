// The part of nunjucks' lexer that is used; the package declares no types for it.
declare module 'nunjucks/src/lexer.js' {
  /** A cursor over template text. Its fields may be moved. */
  interface Tokenizer {
    str: string
    index: number
    in_code: boolean
    nextToken(): { type: string; value: string } | null
  }
  const lexer: { lex(text: string): Tokenizer }
  export default lexer
}
