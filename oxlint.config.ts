import { defineConfig } from 'oxlint'

/** The architecture: what each room of src/ may import besides itself. Arrows go one way; no stage reaches up into docs, cli or site. */
export const may: Record<string, string[]> = {
  model: ['typebox'],
  author: [],
  orchestrator: ['#author'],
  time: ['#model', '@js-joda/core', '@js-joda/timezone'],
  graph: ['#model'],
  elk: ['#graph', 'elkjs'],
  value: ['#model', '#time'],
  regex: [],
  typescript: ['#model', '#value', '#regex', 'ts-morph', 'yaml'],
  jinja: ['#model', '#time', 'nunjucks'],
  read: ['#model', '#time', '#value', '#jinja', '#author', '#typescript'],
  write: ['#model', '#time', '#graph'],
  docs: ['#model', '#time', '#graph', '#elk', '#write', '#jinja', 'nunjucks', 'unified', 'gray-matter', 'yaml', 'highlight.js', 'remark-parse', 'remark-gfm', 'remark-rehype', 'rehype-sanitize', 'rehype-slug', 'rehype-stringify'],
}
const all = [...new Set(Object.entries(may).flatMap(([room, to]) => [`#${room}`, ...to]))].concat('mermaid', 'astro', 'fast-check')

const layers = Object.entries(may).map(([room, to]) => ({
  files: [`src/${room}/**`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [
      {
        // As regular expressions: the pattern `yaml` would also forbid `highlight.js/lib/languages/yaml`.
        regex: `^(?:${all.filter((x) => !to.includes(x) && x !== `#${room}`).map((x) => x.replace(/[.#/]/g, '\\$&')).join('|')})(?:/|$)|/test/|(?:^|/)dagbook(?:/|$)`,
        message: `src/${room} may import: ${to.join(', ') || 'nothing else'}`,
      },
      { regex: '^\\.\\./\\.\\./', message: 'reach other rooms by their # name' },
      { regex: `^\\.\\./(${Object.keys(may).join('|')}|cli|disk|index|browser)(/|\\.ts|$)`, message: 'reach other rooms by their # name' },
      // Readers do not know each other: no '../<other>/' inside src/read/.
      ...(room === 'read' ? [{ regex: '^\\.\\./[^./]+/', message: 'readers do not know each other' }] : []),
    ] }] as ['error', { patterns: { regex: string; message: string }[] }],
  },
}))

export default defineConfig({
  plugins: ['import', 'unicorn', 'typescript'],
  categories: { correctness: 'error' },
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-nodejs-modules': 'error',
    'no-restricted-globals': ['error', 'process', 'Buffer', 'setTimeout', 'fetch', 'Date', 'performance'],
    'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'pass a seed' }, { property: 'localeCompare', message: 'compare code points: output must not depend on the locale' }],
    'no-console': 'error',
    // `then` and `else` are words of the contract and of the authoring API; control characters are what some patterns are about.
    'unicorn/no-thenable': 'off',
    'no-control-regex': 'off',
    // Takes the characters of a text, or keys that are removed meanwhile, for a useless copy.
    'unicorn/no-useless-spread': 'off',
    // `({ tasks: _, ...rest })` leaves a field out.
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
  },
  overrides: [
    ...layers,
    // The two rooms above all others may import any room, through its front door like everybody.
    { files: ['src/cli/**', 'src/disk/**'], rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: `^\\.\\./(${[...Object.keys(may), 'cli', 'disk'].join('|')})(/|$)`, message: 'reach other rooms by their # name' }] }] } },
    // `--version` answers without loading a room.
    { files: ['src/cli/main.ts'], rules: { 'no-restricted-imports': 'off' } },
    // A page of its own, in a browser; `?worker&url` is Vite's way to name a script.
    { files: ['site/**'], rules: { 'no-restricted-globals': 'off', 'import/default': 'off', 'no-restricted-imports': ['error', { patterns: [{ regex: '/src/', message: "site imports only 'dagbook/browser'" }] }] } },
    { files: ['src/cli/**', 'src/disk/**', 'test/**', 'bench/**', 'scripts/**', 'dags/**', 'oxlint.config.ts', 'vitest.config.ts'], rules: { 'import/no-nodejs-modules': 'off', 'no-restricted-globals': 'off', 'no-console': 'off' } },
  ],
})
