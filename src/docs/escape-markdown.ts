// Text as Markdown that shows just that text: what a template prints is escaped like this unless it is Markdown already.

/* oxlint-disable no-control-regex */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

// Most of what is printed: words and names that need no escaping.
const plainWords = /^[A-Za-z](?:[A-Za-z0-9 ,.:;'"()/%@?!{}=-]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*$/
const plainName = /^[^\s`\u0000-\u001F\u007F]+$/

/** Text on one line in which no character starts emphasis, code, a link, HTML, a table cell, a heading or a list. */
export const escapeMarkdown = (text: string): string => (plainWords.test(text) ? text : escaped(text))

const escaped = (text: string): string =>
  text
    .replace(forbidden, '\uFFFD')
    .replace(/\s*[\r\n\u2028\u2029]+\s*/gu, ' ')
    .replace(/[\\`*[\]<>|~&$]/g, '\\$&')
    .replace(/(^|[^\p{L}\p{N}])(_+)/gu, (_, before: string, marks: string) => before + marks.replaceAll('_', '\\_'))
    .replace(/(_+)(?![\p{L}\p{N}_])/gu, (marks, _all, at: number, all: string) => (all[at - 1] === '\\' ? marks : marks.replaceAll('_', '\\_')))
    .replace(/^(\s*)([#+\-=])/u, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/u, '$1\\$2')

/** Text as inline code, whatever it holds. */
export const codeMarkdown = (text: string): string => {
  if (plainName.test(text)) return `\`${text}\``
  const line = text.replace(forbidden, '\uFFFD').replace(/\s+/gu, ' ')
  if (line.trim() === '') return ''
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return fence + pad + line + pad + fence
}

/** Markdown for a cell of a table, where a `|` would end it. */
export const cellMarkdown = (markdown: string): string =>
  markdown.replace(/\s*\n\s*/g, ' ').replace(/(\\*)\|/g, (_, slashes: string) => `${slashes.length % 2 === 1 ? slashes : `${slashes}\\`}|`)

/** Text as a fenced block of code, whatever it holds. */
export const fenceMarkdown = (text: string, language: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(forbidden, '\uFFFD').replace(/\n$/, '')}\n${fence}`
}
