// The pipeline: what each internal DAG does, call by call, and the orchestrators that run them in order.
// Read config.ts first: names, tables, models and schedules are all there.
import { Framework, type LocalConfig } from 'dagbook/orchestrator'
import { config } from './config.ts'
import { localOrProduction } from './local.ts'
import { SiteEvents, SiteSql } from './sql.ts'

/** Makes all DAGs: for production, or with what is different locally. */
export const buildPipeline = (local?: LocalConfig) => {
  const sites = new Framework(config, {
    local,
    sqlCreator: new SiteSql(),
    eventCreator: new SiteEvents(),
    createdBy: 'the site classification team',
    configFileLink: '[config.ts](config.ts)',
  })

  // 1. Features: everything that the other DAGs look at.
  const features = sites.createDag('sc_feature_enrichment')
  features.newTaskCreateTable({ taskId: 'enrich_snapshots', sqlIndex: 'features', isDagOutputTable: true, description: 'Puts the visits of the last 30 days beside the newest snapshot of every published site.' })
  features.newTasksStoreResults({ appendToHistory: true, historyFieldsKey: 'historyFields', pool: 'sc' })

  // 2. Language: the model sees title and text, its answer is joined with all other columns again.
  const language = sites.createDag('sc_language_detection')
  language.newTaskCreateTable({ sqlIndex: 'language_input', outputTableKey: 'model_input_table_all_fields', description: 'Keeps the sites that have enough text to tell the language.' })
  language.newTaskWriteDroppedRows({ dropStep: { name: 'too_short', priority: 3 }, description: 'Notes the sites that have too little text.' })
  language.newTaskProjectFeatures()
  language.newTasksRunModel()
  language.newTaskJoinResult()
  language.newTasksStoreResults({ appendToHistory: true, updateWt: true, historyFieldsKey: 'historyFields', wtFieldsKey: 'wtFields', pool: 'sc' })

  // 3. Topics: only for the languages that the model was trained on.
  const topics = sites.createDag('sc_topic_model')
  topics.newTaskCreateTable({
    sqlIndex: 'topic_input',
    outputTableKey: 'model_input_table_all_fields',
    opKwargs: { features_table: features.outputTable, languages: config.dags.sc_topic_model.languages.map((code) => `'${code}'`).join(', ') },
    description: 'Keeps the sites in languages that the topic model knows.',
  })
  topics.newTaskWriteDroppedRows({ dropStep: { name: 'unknown_language', priority: 3 }, description: 'Notes the sites in other languages.' })
  topics.newTaskProjectFeatures()
  topics.newTasksRunModel()
  topics.newTaskJoinResult()
  topics.newTasksStoreResults({ appendToHistory: true, updateWt: true, writeEvents: true, historyFieldsKey: 'historyFields', wtFieldsKey: 'wtFields', pool: 'sc' })
  topics.notes.eventInfo = 'A site whose topic is certain (0.8 and more) is announced, at most once in 30 days.'
  topics.notes.specialBackfillInstructions = 'Run `sc_brand_safety` and `sc_site_profile` for the same days as well: they read what this DAG writes.'

  // 4. Quality: plain SQL on Trino, no model.
  const quality = sites.createDag('sc_quality_score')
  quality.newTaskCreateTable({ taskId: 'score_quality', sqlIndex: 'quality', useSpark: false, isDagOutputTable: true, description: 'Adds up points for text, title and visits.' })
  quality.newTasksStoreResults({ appendToHistory: true, historyFieldsKey: 'historyFields', pool: 'sc' })

  // 5. Brand safety: from the topics.
  const safety = sites.createDag('sc_brand_safety')
  safety.newTaskCreateTable({ taskId: 'mark_unsafe', sqlIndex: 'brand_safety', useSpark: false, isDagOutputTable: true, description: 'Marks sites with a topic that advertisers avoid.' })
  safety.newTasksStoreResults({ appendToHistory: true, updateWt: true, writeEvents: true, historyFieldsKey: 'historyFields', wtFieldsKey: 'wtFields', pool: 'sc' })

  // 6. The profile: one row a site, from the outputs of all the others.
  const profile = sites.createDag('sc_site_profile')
  profile.newTaskCreateTable({
    taskId: 'build_profile',
    sqlIndex: 'site_profile',
    isDagOutputTable: true,
    opKwargs: {
      features_table: features.outputTable, languages_table: language.outputTable, topics_table: topics.outputTable, quality_table: quality.outputTable,
    },
    description: 'Joins features, language, topic, quality and brand safety.',
  })
  profile.newTasksStoreResults({ appendToHistory: true, updateWt: true, pool: 'sc' })
  profile.notes.wideTablesExtra = '`prod.wt.site_profile` is what the advertising system reads: a column that goes missing there is noticed.'

  // The orchestrators, last: each knows the internal DAGs and runs them in the order of the config.
  sites.createOrchestrator('daily')
  const monthly = sites.createOrchestrator('monthly')
  monthly.notes.moreInfo = 'The month is classified as a whole: models that were trained since the last one see every site again.'
  const backfill = sites.createOrchestrator('backfill')
  backfill.notes.specialBackfillInstructions = 'Trigger it with a configuration and delete from `dags` whatever is not to run.'

  return sites.finishCreatingDags()
}

/** The DAGs of this installation. */
export const dags = buildPipeline(localOrProduction(process.env.AIRFLOW_INSTANCE ?? 'Production'))
