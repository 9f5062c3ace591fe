// The page of a DAG that a framework made: what the framework says stands there once.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import { dag, model, task } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

test.each(['orchestrator', 'internal'] as const)('where the configuration is stands on the page once: %s', async (kind) => {
  const page = async (scripts: string): Promise<string> => {
    const documentation = { config_link: 'https://example.org/config.ts', created_by: 'Ann', ...(scripts !== '' && { scripts }) }
    return (await bookOf(model([dag('a', { kind, documentation, tasks: [task('a', 't')] })]), { templates })).pages.find((each) => each.dagId === 'a')!.markdown
  }
  const said = await page('The configuration is in https://example.org/config.ts.')
  expect(said.match(/configuration is in/g)).toHaveLength(1)
  expect(said).toContain('Made by Ann.')
  expect((await page('')).match(/configuration is in/g)).toHaveLength(1)
})
