// The list of verbs. A verb's file, and all that it stands on, is loaded only when somebody asks for it.
import type { CommandEntry, CommandOption } from './command.ts'

/** Every verb, in the order in which help shows them. */
export const commands: readonly CommandEntry[] = [
  { name: 'build', summary: 'read a project and write its book: model.json, Markdown pages and the site', load: async () => (await import('./build.ts')).build },
  { name: 'dev', summary: 'show the book while you write: pages follow each save', load: async () => (await import('./dev.ts')).dev },
  { name: 'serve', summary: 'show a book that is built in the browser', load: async () => (await import('./serve.ts')).serve },
  { name: 'export', summary: 'print what was read, for other tools', load: async () => (await import('./export.ts')).exportCommand },
  { name: 'explain', summary: 'say what a problem code means and what to do about it', load: async () => (await import('./explain.ts')).explain },
]

/** Options that every verb takes. */
export const commonOptions: readonly CommandOption[] = [
  { flags: '-C, --dir <dir>', description: 'the project to read (default: the current folder)' },
  { flags: '--quiet', description: 'say only the result: no progress, and of the problems only errors' },
  { flags: '--verbose', description: 'say more: notes, times, what came from the cache' },
  { flags: '--no-color', description: 'no colours (also: NO_COLOR=1)' },
]
