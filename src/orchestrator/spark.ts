// Spark applications of the library, and the command-line options that they take.

/** The command-line options of an application by name: `true` is an option without a value; null and false leave it out. */
export type SparkOptions = { readonly [name: string]: string | number | boolean | null | undefined }

/** The scripts of the library, by what they do. */
export const scripts = {
  createTable: 'ds/ds_dag/spark/create_table.py',
  projectFeatures: 'ds/ds_dag/spark/project_features.py',
  joinResult: 'ds/ds_dag/spark/join_result.py',
  validateResults: 'ds/ds_dag/spark/validate_results.py',
  appendToHistory: 'ds/ds_dag/spark/append_to_history.py',
  mergeToWideTable: 'ds/ds_dag/spark/merge_to_wt.py',
} as const

/** The options as the command line has them: `--name value`. */
export const commandLine = (options: SparkOptions): string[] => {
  const words: string[] = []
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue
    words.push(`--${name}`)
    if (value !== true) words.push(String(value))
  }
  return words
}
