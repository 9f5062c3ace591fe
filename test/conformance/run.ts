// npm run conformance -- SET FILE… [--known FILE]: runs the project against files in the format of the acceptance sets.
import { runConformance } from './conformance.ts'

process.exitCode = await runConformance(process.argv.slice(2), {
  evaluator: async () => (await import('./evaluator.ts')).runEvaluator,
  cron: async () => (await import('./cron.ts')).runCron,
  ds_dag: async () => (await import('./ds-dag.ts')).runDsDag,
}, (line) => { console.log(line) })
