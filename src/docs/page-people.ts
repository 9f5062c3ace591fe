// The pages of owners and tags, and the lists of them.
import type { BookContext } from './context.ts'
import type { OwnPage } from './own-pages.ts'
import { pagesPart } from './page-own.ts'
import { dagsPart } from './part-home.ts'
import { dagsByTopic, topicFactsPart, topicHeadPart, topicsPart, topicTablesPart, type Topic } from './part-people.ts'
import type { PagePlan } from './render-page.ts'

/** The page of every owner or tag and the list of all of them. */
export const topicPlans = (topic: Topic, context: BookContext, own: readonly OwnPage[]): PagePlan[] => {
  const byName = dagsByTopic(topic, context)
  const list = topic === 'owner' ? { title: 'Owners', description: 'Everybody who owns a DAG' } : { title: 'Tags', description: 'Every tag that a DAG has' }
  return [
    { path: `${topic}s`, make: (page) => ({ kind: 'list', template: `${topic}s.md`, ...list, parts: { [`${topic}s`]: topicsPart(topic, byName, page) }, variables: { model: page.model } }) },
    ...context.directory.names(topic).map((name): PagePlan => ({
      path: context.directory.find(topic, name)!.path,
      make: (page) => {
        const dags = byName.get(name) ?? []
        return {
          kind: topic, template: `${topic}_doc.md`, title: name, description: `The DAGs of ${topic === 'owner' ? name : `the tag ${name}`}`,
          parts: { heading: topicHeadPart(topic, name), facts: topicFactsPart(dags, page), dags: dagsPart(dags, page), tables: topicTablesPart(dags, page), pages: pagesPart(own.filter((each) => (topic === 'owner' ? each.owner === name : each.tags.includes(name))), page) }, variables: { name, dags },
        }
      },
    })),
  ]
}
