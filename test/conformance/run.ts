// npm run conformance -- SET FILE… [--known FILE]: runs the project against files in the format of the acceptance sets.
import { runConformance } from './conformance.ts'

process.exitCode = await runConformance(process.argv.slice(2), {
  cron: async () => (await import('./cron.ts')).runCron,
  evaluator: async () => (await import('./evaluator.ts')).runEvaluator,
  ds_dag: async () => (await import('./ds-dag.ts')).runDsDag,
  schedules: async () => (await import('./schedules.ts')).runSchedules,
}, (line) => { console.log(line) })
