// What operators mean, as data: their class and which of their arguments are templates.

/** What is known of an operator by its name. */
export interface OperatorFacts {
  /** Class with its package, as Airflow's providers have it. */
  readonly operatorClass?: string
  /** Arguments that are rendered before the task runs, by their names here. */
  readonly templateFields?: readonly string[]
}

const standard = 'airflow.providers.standard'

/** The operators and sensors of the authoring API. */
export const operators: ReadonlyMap<string, OperatorFacts> = new Map(Object.entries<OperatorFacts>({
  EmptyOperator: { operatorClass: `${standard}.operators.empty.EmptyOperator` },
  BashOperator: { operatorClass: `${standard}.operators.bash.BashOperator`, templateFields: ['command', 'env', 'cwd'] },
  PythonOperator: { operatorClass: `${standard}.operators.python.PythonOperator`, templateFields: ['opArgs', 'opKwargs'] },
  BranchPythonOperator: { operatorClass: `${standard}.operators.python.BranchPythonOperator`, templateFields: ['opArgs', 'opKwargs'] },
  ShortCircuitOperator: { operatorClass: `${standard}.operators.python.ShortCircuitOperator`, templateFields: ['opArgs', 'opKwargs'] },
  LatestOnlyOperator: { operatorClass: `${standard}.operators.latest_only.LatestOnlyOperator` },
  TriggerDagRunOperator: { operatorClass: `${standard}.operators.trigger_dagrun.TriggerDagRunOperator`, templateFields: ['dagId', 'conf', 'logicalDate', 'runId', 'note'] },
  SQLExecuteQueryOperator: { operatorClass: 'airflow.providers.common.sql.operators.sql.SQLExecuteQueryOperator', templateFields: ['sql', 'parameters', 'connId', 'database'] },
  HttpOperator: { operatorClass: 'airflow.providers.http.operators.http.HttpOperator', templateFields: ['endpoint', 'data', 'headers'] },
  EmailOperator: { operatorClass: 'airflow.providers.smtp.operators.smtp.EmailOperator', templateFields: ['to', 'subject', 'htmlContent', 'cc'] },
  DockerOperator: { operatorClass: 'airflow.providers.docker.operators.docker.DockerOperator', templateFields: ['image', 'command', 'environment'] },
  KubernetesPodOperator: { operatorClass: 'airflow.providers.cncf.kubernetes.operators.pod.KubernetesPodOperator', templateFields: ['image', 'name', 'namespace', 'cmds', 'arguments', 'envVars', 'labels'] },
  SparkSubmitOperator: { operatorClass: 'airflow.providers.apache.spark.operators.spark_submit.SparkSubmitOperator', templateFields: ['application', 'applicationArgs', 'conf', 'files', 'name', 'packages'] },
  TimeSensor: { operatorClass: `${standard}.sensors.time.TimeSensor` },
  TimeDeltaSensor: { operatorClass: `${standard}.sensors.time_delta.TimeDeltaSensor` },
  FileSensor: { operatorClass: `${standard}.sensors.filesystem.FileSensor`, templateFields: ['filepath'] },
  HttpSensor: { operatorClass: 'airflow.providers.http.sensors.http.HttpSensor', templateFields: ['endpoint', 'headers'] },
  SqlSensor: { operatorClass: 'airflow.providers.common.sql.sensors.sql.SqlSensor', templateFields: ['sql'] },
  PythonSensor: { operatorClass: `${standard}.sensors.python.PythonSensor`, templateFields: ['opArgs', 'opKwargs'] },
  ExternalTaskSensor: { operatorClass: `${standard}.sensors.external_task.ExternalTaskSensor`, templateFields: ['dagId', 'taskId', 'taskIds', 'taskGroupId'] },
}))
