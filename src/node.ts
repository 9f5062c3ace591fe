// The programmatic API for Node: the stages of the program, one after the other as cli/build.ts calls them.
export * from './browser.ts'
export { zoneBetween, zoneNamed } from '#time'
export { link, readProject, readValues, type Fixtures, type Reader, type ReadOptions, type ReadResult } from '#read'
export { CannotRun, loadLibrary, loadTree, type Sources, type TreeOptions } from '#disk'
