// What `dagbook/browser` exports runs in a browser: it bundles without a single module of Node, and works without its globals.
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const bundle = async (format: 'esm' | 'iife') => build({
  absWorkingDir: join(import.meta.dirname, '../..'), entryPoints: ['src/browser.ts'], bundle: true, write: false, metafile: true,
  platform: 'browser', format, globalName: 'dagbook', target: 'es2022', logLevel: 'silent',
})

test('the browser\'s part bundles without modules of Node', async () => {
  const { metafile, warnings } = await bundle('esm')
  expect(warnings).toEqual([])
  const strange = Object.values(metafile.inputs).flatMap((input) => input.imports).filter(({ external }) => external)
  expect(strange).toEqual([])
  expect(Object.keys(metafile.inputs).filter((path) => /^src\/(?:cli|disk|read|docs)\//.test(path))).toEqual([])
})

test('the browser\'s part works where nothing of Node is', async () => {
  const { outputFiles } = await bundle('iife')
  const found = runInNewContext(`${outputFiles[0]!.text}; dagbook.sortedBy(['b', 'a'], (text) => text).join() + dagbook.modelFormat`, { TextEncoder, TextDecoder, URL }) as string
  expect(found).toBe('a,bdagbook-model/1')
})
