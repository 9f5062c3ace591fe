// What is different on a developer's own Airflow: other table names, fewer rows, hardly any events.
import { defaultLocalConfig, isLocalInstance, type LocalConfig } from 'dagbook/orchestrator'

/** Names tables after their developer, so that nobody's experiment reaches production. */
export const localConfig: LocalConfig = {
  ...defaultLocalConfig,
  prefix: 'sandbox.demo_',
  sqlRowLimit: 1_000,
  emails: ['me@example.com'],
}

/** The local config, or undefined in production: only the instance of that name is production. */
export const localOrProduction = (instanceName: string): LocalConfig | undefined => isLocalInstance(instanceName) ? localConfig : undefined
