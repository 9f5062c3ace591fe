export * from './regex.ts'
