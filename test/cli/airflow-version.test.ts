// read.airflowVersion and read.croniter of dagbook.yaml: what holds where a DAG says nothing, and what the model says of them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Model } from '#model'
import { folderOf } from '../fixtures/folder.ts'
import { dagbook } from './run.ts'

const source = `import { cron, Dag, every, hours } from 'dagbook'
export const plain = new Dag('plain', { schedule: '@daily' })
export const stepped = new Dag('stepped', { schedule: every(hours(6)) })
export const said = new Dag('said', { schedule: cron('0 4 * * *', 'UTC', { timing: 'trigger' }), catchup: false })
export const covering = new Dag('covering', { schedule: cron('0 4 * * *', 'UTC', { timing: 'data-interval' }), catchup: true })
`
const facts = ({ dags, scheduler }: Model) => ({
  scheduler,
  ...Object.fromEntries(dags.map(({ dagId, schedule, catchup }) => [dagId, [(schedule as { timing?: string }).timing, catchup]])),
})

test('decide on what holds where a DAG says nothing, in a project that was read before too', async () => {
  const folder = folderOf({ 'dags.ts': source })
  const read = async (settings: string) => {
    writeFileSync(join(folder, 'dagbook.yaml'), settings)
    const { code, out } = await dagbook(['export', 'model', '--dir', folder])
    expect(code).toBe(0)
    return facts(JSON.parse(out) as Model)
  }
  const three = { plain: ['trigger', false], stepped: ['trigger', false], said: ['trigger', false], covering: ['data-interval', true] }
  const two = { ...three, plain: ['data-interval', true], stepped: ['data-interval', true] }
  expect(await read('')).toEqual({ scheduler: undefined, ...three })
  expect(await read('read: { airflowVersion: 2.10 }')).toEqual({ scheduler: { airflowVersion: '2.10' }, ...two })
  expect(await read('read: { airflowVersion: 3.2.0, croniter: 6 }')).toEqual({ scheduler: { airflowVersion: '3.2.0', croniter: 6 }, ...three })
  expect(await read('read: { airflowVersion: 1 }')).toEqual({ scheduler: undefined, ...three })
})
