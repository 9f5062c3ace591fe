export * from './markup.ts'
export * from './svg.ts'
export * from './mermaid.ts'
