// What `dagbook/browser` exports runs in a browser: it bundles without a single module of Node, and works without its globals.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build, type Plugin } from 'esbuild'
import { expect, test } from 'vitest'

const bundle = async (format: 'esm' | 'iife', plugins: Plugin[] = []) => build({
  absWorkingDir: join(import.meta.dirname, '../..'), entryPoints: ['src/browser.ts'], bundle: true, write: false, metafile: true,
  platform: 'browser', format, globalName: 'dagbook', target: 'es2022', logLevel: 'silent', plugins,
})

test('the browser\'s part bundles without modules of Node', async () => {
  const { metafile, warnings } = await bundle('esm')
  expect(warnings).toEqual([])
  const strange = Object.values(metafile.inputs).flatMap((input) => input.imports).filter(({ external }) => external)
  expect(strange).toEqual([])
  expect(Object.keys(metafile.inputs).filter((path) => /^src\/(?:cli|disk|read|docs)\//.test(path))).toEqual([])
})

test('the browser\'s part brings no database of time zones along', async () => {
  const { lean } = (await import(pathToFileURL(join(import.meta.dirname, '../../scripts/site-scripts.mjs')).href)) as { lean: Plugin }
  const { metafile } = await bundle('esm', [lean])
  const [output] = Object.values(metafile.outputs)
  expect(Object.keys(output!.inputs)).toContain('src/time/timetable-of.ts')
  expect(Object.keys(output!.inputs).filter((path) => path.includes('js-joda'))).toEqual([])
})

test('the browser\'s part works where nothing of Node is', async () => {
  const { outputFiles } = await bundle('iife')
  const found = runInNewContext(`${outputFiles[0]!.text}; dagbook.sortedBy(['b', 'a'], (text) => text).join() + dagbook.modelFormat`, { TextEncoder, TextDecoder, URL }) as string
  expect(found).toBe('a,bdagbook-model/1')
})
