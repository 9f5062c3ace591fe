// Which files are evaluated at all: those from which imports lead to a framework that makes DAGs.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { dagSources, isSource } from '../../src/read/typescript/dag-sources.ts'

const sourcesIn = (files: Record<string, string>): string[] => {
  const tree = treeOf(files)
  return dagSources(tree, tree.paths.filter(isSource))
}

test('files that import a framework, and files that import those, by whatever spelling', () => {
  expect(sourcesIn({
    'direct.ts': "import { Dag } from 'dagbook'",
    'airflow.ts': 'import { Dag } from "@apache-airflow/ts-sdk"',
    'older.mts': 'import { Dag } from "apache-airflow-ts-sdk"',
    'layer.ts': "import {\n  a,\n  b } from 'dagbook/orchestrator'",
    'dynamic.ts': "const { Dag } = await import('dagbook')",
    'lib/make.ts': "export * from '../direct.ts'",
    'lib/index.ts': "export { x } from './make'",
    'by-js.ts': "import { x } from './lib/make.js'",
    'by-folder.ts': "import { x } from './lib'",
    'lib/beside-index.ts': "import { x } from './index.ts'",
    'lib/below/up.ts': "import { x } from '..'",
    'by-alias.ts': "import { x } from '@project/lib/make'",
    'unrelated.ts': "import { readFileSync } from 'node:fs'\nimport { z } from './other.ts'",
    'other.ts': 'export const z = 1',
    'dagbook-like.ts': "import x from 'dagbooks'",
  })).toEqual(['airflow.ts', 'by-alias.ts', 'by-folder.ts', 'by-js.ts', 'direct.ts', 'dynamic.ts', 'layer.ts', 'lib/below/up.ts', 'lib/beside-index.ts', 'lib/index.ts', 'lib/make.ts', 'older.mts'])
})

test('an import cycle ends', () => {
  expect(sourcesIn({ 'a.ts': "import './b.ts'", 'b.ts': "import './a.ts'; import 'dagbook'", 'c.ts': "import './c.ts'" })).toEqual(['a.ts', 'b.ts'])
})

test('declarations, tests and dependencies are no sources', () => {
  expect(['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.d.ts', 'a.d.mts', 'a.test.ts', 'x/a.spec.tsx', 'types.test-d.ts', 'node_modules/p/a.ts', 'x/__tests__/a.ts', 'a.js', 'a.json'].filter(isSource))
    .toEqual(['a.ts', 'a.tsx', 'a.mts', 'a.cts'])
})
