// How a DAG hangs together with others: what it triggers and waits for, and what triggers it and waits for it.
import type { Dag } from '#model'
import { markup } from '#write'
import type { PageContext } from './context.ts'
import { codeMarkdown } from './escape-markdown.ts'
import { breakable } from './fact-markup.ts'
import type { Part } from './page.ts'
import type { Relation } from './relations.ts'

const howWords: Readonly<Record<Relation['how'], string>> = { trigger: 'by task', callback: 'on', wait: 'by task', asset: 'through asset' }

/** Which DAGs this one starts or is waited for by, and which start it or it waits for. */
export const relationsPart = (dag: Dag, context: PageContext): Part | undefined => {
  const { away, toward } = context.relationsOf(dag.dagId)
  const groups: [string, Relation[], 'from' | 'to'][] = [
    ['Triggers', away.filter((each) => each.how !== 'wait'), 'to'], ['Is waited for by', away.filter((each) => each.how === 'wait'), 'to'],
    ['Is triggered by', toward.filter((each) => each.how !== 'wait'), 'from'], ['Waits for', toward.filter((each) => each.how === 'wait'), 'from'],
  ]
  const given = groups.filter(([, relations]) => relations.length > 0)
  if (given.length === 0) return undefined
  return {
    markdown: given.map(([title, relations, end]) => `- ${title}:\n${relations.map((each) => `  - ${context.linkMarkdown('dag', each[end])} (${howWords[each.how]} ${codeMarkdown(each.via)})`).join('\n')}`).join('\n'),
    html: markup`<dl class="rows relations">${given.map(([title, relations, end]) => markup`<div><dt>${title}</dt><dd><ul>${
      relations.map((each) => markup`<li>${context.link('dag', each[end])} <span class="quiet">${howWords[each.how]} <code>${breakable(each.via)}</code></span></li>`)}</ul></dd></div>`)}</dl>`,
  }
}
