// Files of the project that a module reads while it is loaded.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { library } from '../read/read-files.ts'

test.each([
  ['a path from the root', "readFileSync('sql/day.sql', 'utf8')"],
  ['the address beside the module', "readFileSync(new URL('./sql/day.sql', import.meta.url), 'utf8')"],
  ['a path made of such an address', "readFileSync(fileURLToPath(new URL('./sql/day.sql', import.meta.url)), { encoding: 'utf-8' })"],
  ['its bytes', "readFileSync('sql/day.sql').toString()"],
  ['its bytes as text of a kind', "readFileSync('sql/day.sql').toString('utf8')"],
  ['its bytes inside text', "`${readFileSync('sql/day.sql')}`"],
  ['a path beside the module', "readFileSync(join(import.meta.dirname, 'sql/day.sql'), 'utf8')"],
])('by %s', (_name, expression) => {
  const tree = treeOf({
    'a.ts': `import { readFileSync } from 'node:fs'\nimport { join } from 'node:path'\nimport { fileURLToPath } from 'node:url'\nexport const text = ${expression}\n`,
    'sql/day.sql': "select * from t where day = '{{ ds }}'\n",
  })
  expect(readValues(tree, 'a.ts', { library })).toMatchObject({ exports: { text: "select * from t where day = '{{ ds }}'\n" }, problems: [] })
})
