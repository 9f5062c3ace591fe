// Values that only a run knows, as the Jinja text that looks them up: the conf of an internal DAG, the params of an orchestrator.

/** Looks a key up in the run's conf. `fallback` is Jinja, such as `'execution_date'` in quotes; without it a missing key gives None. */
export const fromConf = (key: string, fallback: string = ''): string => `{{ dag_run.conf.get('${key}', ${fallback}) }}`
/** Looks a parameter of the run up. */
export const fromParams = (key: string): string => `{{ params.${key} }}`

/** What the tables of an orchestrator's run are called after: the time it stands for, and its run type. */
export const orchestratorRun = (runType: string): string => `{{ ts_nodash.replace('T','') }}_${runType}`
/** The same for an internal DAG: the orchestrator hands it on. */
export const internalRun = fromConf('run_time_and_type')

/** Does the run want its output stored? `value` is the Jinja expression of the setting; false, nothing and the word "false" mean no. */
export const wantsStored = (value: string): string => `${value} and (${value} | string | lower) != 'false'`
