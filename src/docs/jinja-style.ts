// What Jinja's templates have and nunjucks' parser does not: rewritten in the text before it is parsed, line by line in place.

const tag = /\{#[\s\S]*?#\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g

/** Changes what stands in a tag outside of its strings. */
const outsideStrings = (code: string, change: (piece: string) => string): string =>
  code.split(/("(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*')/).map((piece, i) => (i % 2 === 0 ? change(piece) : piece)).join('')

/** `is divisibleby 3`, `block x scoped`. */
const rewritten = (code: string): string => outsideStrings(code, (piece) => piece
  .replace(/\bis\s+(not\s+)?(divisibleby|sameas|equalto|eq|ne|lt|gt|le|ge|in)\s+(?!\()([\w.]+)/g, (_, not: string | undefined, test: string, argument: string) => `is ${not ?? ''}${test}(${argument})`)
  .replace(/^(\{%-?\s*block\s+\w+)(?:\s+(?:scoped|required))+/, '$1')
  .replace(/^(\{[%{])\+/, '$1'))

/** `set a, b = x, y` sets each to its own. */
const unpacked = (code: string): string => code.replace(/^(\{%-?\s*set\s+\w+(?:\s*,\s*\w+)+\s*=\s*)([\s\S]*?)(\s*-?%\})$/, (all, start: string, values: string, end: string) =>
  (/^[[(]/.test(values) ? all : `${start}[${values}]${end}`))

// Where a line holds more than its tags, the line's end and its beginning belong to the text.
const alone = /^(?:[^\S\n]*(?:\{%(?:(?!%\})[^\n])*%\}|\{#(?:(?!#\})[^\n])*#\}))+[^\S\n]*$/
/** What keeps the spaces before a tag: it prints nothing. */
export const nothing = '{{ "" }}'
const keptAround = (line: string): string => {
  if (alone.test(line)) return line
  const ends = line.endsWith('%}') && !line.endsWith('-%}') || line.endsWith('#}')
  return `${/^[^\S\n]+\{%(?!-)/.test(line) ? nothing : ''}${line}${ends ? nothing : ''}`
}

/** A template in Jinja's style as nunjucks' parser takes it, with every line where it was. `trim` says whether lines that hold nothing but tags go. */
export const fromJinja = (source: string, trim: boolean): string => {
  const raws: string[] = []
  const open = source.replace(/\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}/g, (raw) => `\uE000${raws.push(raw) - 1}\uE001`)
  const changed = open.replace(tag, (code) => (code.startsWith('{#') ? code : unpacked(rewritten(code))))
  const lines = trim ? changed.split('\n').map(keptAround).join('\n') : changed
  return lines.replace(/\uE000(\d+)\uE001/g, (_, i: string) => raws[Number(i)] ?? '')
}
