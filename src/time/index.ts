export * from './cron-words.ts'
export * from './duration-words.ts'
export * from './schedule-words.ts'
export * from './zone.ts'
