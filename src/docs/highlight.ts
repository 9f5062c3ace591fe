// Colours for code: classes only, for the languages that pipelines are written in.
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import ini from 'highlight.js/lib/languages/ini'
import json from 'highlight.js/lib/languages/json'
import markdown from 'highlight.js/lib/languages/markdown'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { escapeMarkup, trusted, type Markup } from '#write'

const languages = { bash, diff, dockerfile, ini, json, markdown, python, sql, typescript, xml, yaml }
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language)

// Above this the colours cost more than they tell.
const longest = 40_000

/** Code as HTML with classes; without colours where the language is unknown or the text long. */
export const highlighted = (code: string, language: string | undefined): Markup => {
  if (language === undefined || code.length > longest || hljs.getLanguage(language) === undefined) return trusted(escapeMarkup(code))
  return trusted(hljs.highlight(code, { language, ignoreIllegals: true }).value)
}
