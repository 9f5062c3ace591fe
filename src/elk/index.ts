export * from './layout.ts'
export type { Layout, Layouts } from './layouts.ts'
