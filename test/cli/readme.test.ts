// The examples of the README work as they are printed: each program with DAGs is read, and nothing of it is unknown that could be known.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadLibrary, packageRoot } from '#disk'
import { treeOf, type Model } from '#model'
import { readProject } from '#read'

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
const programs = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, source]) => source!).filter((source) => /from 'dagbook(?:\/orchestrator)?'$/m.test(source))
const library = loadLibrary()
const read = (source: string): Model => readProject(treeOf({ 'dags/example.ts': source }), { library })
const modelWith = (dagId: string): Model => programs.map(read).find(({ dags }) => dags.some((dag) => dag.dagId === dagId))!

test.each(programs.map((source) => [/'(\w+)',|name: '(\w+)'/.exec(source)?.slice(1).find(Boolean), source]))('the example %s is read without a problem, and whole', (_, source) => {
  const model = read(source!), { problems, dags } = model
  expect(problems).toEqual([])
  expect(dags.filter(({ complete }) => !complete)).toEqual([])
  expect(dags.length).toBeGreaterThan(0)
  // How many instances a task has that is mapped over what another one returns, nobody knows before.
  expect(JSON.stringify(model, (key, value: unknown) => (key === 'mapped' ? undefined : value))).not.toContain('$unknown')
})

test('the examples show groups, branches, mapping and sensors', () => {
  const { tasks, groups } = modelWith('shop_sales').dags[0]!
  expect(tasks.map(({ taskId, kind }) => `${taskId} ${kind}`)).toEqual(expect.arrayContaining(['wait_for_orders sensor', 'load.paris task', 'choose branch']))
  expect(tasks.some(({ mapped }) => mapped !== undefined)).toBe(true)
  expect(groups.map(({ groupId }) => groupId)).toEqual(['load'])
})

test('the examples show a family that the orchestrator runs in its order', () => {
  const { dags } = modelWith('shop_daily_orchestrator')
  expect(dags.map(({ dagId }) => dagId)).toEqual(['shop_backfill_orchestrator', 'shop_customers', 'shop_daily_orchestrator', 'shop_orders'])
})
