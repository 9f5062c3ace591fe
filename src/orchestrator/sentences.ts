// What the documentation says of a task unless its author says something else.

/** The standard sentences by task id; a task that is not listed has none. */
export const sentences: { readonly [taskId: string]: string } = {
  create_input_table: 'Creates the input table.',
  run_model: 'Starts the model on its input table.',
  wait_for_model: 'Waits until the model is done.',
  project_features: 'Selects the columns that the model reads.',
  join_result: "Joins the model's result with the other columns of the input.",
  output_ready: 'The output is complete: whoever waits for this DAG goes on from here.',
  check_if_store_output: 'Decides by the conf of the run whether its output is stored.',
  output_storing_kickoff: 'Storing begins.',
  skip_storing_output: 'The output is not stored.',
  append_to_history_table: 'Appends the output to the history table.',
  update_wt: 'Merges the output into the wide table.',
  write_events: 'Writes an event for each row of the output.',
  output_stored: 'Everything is stored, or was not meant to be.',
  drop_temps: 'Drops the tables that this run has made for itself.',
  wait_for_dependencies: 'Waits until the data that everything starts from is there.',
  create_dropped_rows_table: 'Creates the table that collects the rows which get lost on the way.',
  wait_for_all_dag_run_complete: 'Waits until every internal DAG has finished, storing included.',
}
