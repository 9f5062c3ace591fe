import { defineConfig } from 'vitest/config'

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
