import { defineConfig } from 'vitest/config'

// Vitest's reporters call Map.groupBy and Object.groupBy when a test fails; Node 20 has neither.
type Grouping = (items: Iterable<unknown>, by: (item: unknown, index: number) => PropertyKey) => Map<PropertyKey, unknown[]>
const group: Grouping = (items, by) => {
  const groups = new Map<PropertyKey, unknown[]>()
  let index = 0
  for (const item of items) {
    const key = by(item, index++)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
const hosts = { map: Map as { groupBy?: Grouping }, object: Object as { groupBy?: unknown } }
hosts.map.groupBy ??= group
hosts.object.groupBy ??= (...args: Parameters<Grouping>) => Object.fromEntries(group(...args))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#(.+)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` },
      { find: /^dagbook$/, replacement: `${import.meta.dirname}/src/index.ts` },
      { find: /^dagbook\/orchestrator$/, replacement: `${import.meta.dirname}/src/orchestrator/index.ts` },
      { find: /^dagbook\/browser$/, replacement: `${import.meta.dirname}/src/browser.ts` },
    ],
  },
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
})
