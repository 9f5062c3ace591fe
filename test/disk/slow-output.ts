// Begins to write an output folder and never ends, for a test that kills it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openOutput } from '#disk'

await openOutput(process.argv[2]!).replace('stamp', async (folder) => {
  writeFileSync(join(folder, 'a.html'), 'half')
  process.stdout.write('begun\n')
  await new Promise((resolve) => { setTimeout(resolve, 60_000) })
})
