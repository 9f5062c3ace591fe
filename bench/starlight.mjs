// What the site is measured against: the Markdown of a book as a Starlight site, everything else as Starlight has it. Copied to where Starlight is installed.
process.env.ASTRO_TELEMETRY_DISABLED = '1'
const root = import.meta.dirname
process.chdir(root)
const { build } = await import('astro')
const { default: starlight } = await import('@astrojs/starlight')
await build({
  root, configFile: false, logLevel: 'error', devToolbar: { enabled: false },
  integrations: [starlight({ title: 'Pipelines', pagefind: false, sidebar: ['dags', 'tables', 'owners', 'tags'].map((directory) => ({ label: directory, items: [{ autogenerate: { directory } }] })) })],
})
