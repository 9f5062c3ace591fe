// What the pipeline is made of: one object, where every name, table, threshold and schedule stands exactly once.
import { cron } from 'dagbook'
import { defineConfig } from 'dagbook/orchestrator'

export const config = defineConfig({
  // The root: what holds wherever no other layer says anything.
  owner: 'site-classification',
  tags: ['site-classification'],
  emails: ['site-classification@example.com'],
  slackChannel: 'site-class-alerts',
  normalPrefix: 'prod.sc.',
  tempPrefix: 'prod.sc_tmp.',
  validationThreshold: 95,
  dontApplyPrefix: ['prod.raw.site_snapshots'],

  orchestrators: {
    name: 'site_classification',
    // What holds for every run type that says nothing else.
    defaults: {
      essence: 'Classifies every published site: language, topics, quality and brand safety.',
      executionTimeoutHours: 3,
      dagrunTimeoutHours: 20,
      triggeredDagTimeoutHours: 6,
      droppedRowsPrefix: 'site_classification',
      tableToWaitFor: 'prod.raw.site_snapshots',
      revisionsDs: '{{ ds }}',
      executionDate: '{{ ds }}',
      triggeredDagExecutionDate: '{{ logical_date }}',
    },
    runTypes: {
      daily: { schedule: cron('30 4 * * *', 'Europe/Paris') },
      monthly: { schedule: '@monthly', waitForAllDagRunComplete: true, triggeredDagTimeoutHours: 12 },
      backfill: { essence: 'Classifies sites again: any of the DAGs, for any day of the past.' },
    },
  },

  // The internal DAGs, in the order in which an orchestrator runs them.
  dags: {
    sc_feature_enrichment: {
      essence: 'Puts a month of visits beside the newest snapshot of every site.',
      shortName: 'features',
      inputTable: 'prod.raw.site_snapshots',
      historyFields: 'msid,text_length,visits_30d,execution_date',
    },
    sc_language_detection: {
      essence: 'Finds the language that a site is written in.',
      shortName: 'language',
      inputDag: 'sc_feature_enrichment',
      model: 'language-v3',
      modelSchema: 'title,body_text',
      wt: 'prod.wt.site_language',
      wtFields: 'msid,language,language_confidence,revision_date',
      wtDateColumn: 'revision_date',
      historyFields: 'msid,language,language_confidence,execution_date',
    },
    sc_topic_model: {
      essence: 'Says what a site is about.',
      shortName: 'topics',
      inputDag: 'sc_language_detection',
      model: 'topics-v5',
      modelSchema: 'language,title,body_text',
      languages: ['en', 'fr', 'de', 'pt', 'ja'],
      validationThreshold: 90,
      wt: 'prod.wt.site_topics',
      wtFields: 'msid,topic,topic_confidence,execution_date',
      wtDateColumn: 'execution_date',
      historyFields: 'msid,topic,topic_confidence,execution_date',
      eventQueryType: 'topic_changed',
    },
    sc_quality_score: {
      essence: 'Scores how much there is to a site, from plain facts.',
      shortName: 'quality',
      inputDag: 'sc_feature_enrichment',
      historyFields: 'msid,quality_score,execution_date',
    },
    sc_brand_safety: {
      essence: 'Marks sites that advertisers do not want to stand beside.',
      shortName: 'brand_safety',
      inputDag: 'sc_topic_model',
      wt: 'prod.wt.site_brand_safety',
      wtFields: 'msid,is_unsafe,confidence,execution_date',
      wtDateColumn: 'execution_date',
      historyFields: 'msid,is_unsafe,confidence,execution_date',
      eventQueryType: 'became_unsafe',
    },
    sc_site_profile: {
      essence: 'Puts everything that is known of a site in one row.',
      shortName: 'profile',
      inputDag: 'sc_brand_safety',
      wt: 'prod.wt.site_profile',
      wtDateColumn: 'execution_date',
    },
  },
})
