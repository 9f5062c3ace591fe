export * from './evaluate.ts'
export * from './to-value.ts'
