// A book that follows its project: made anew after each change, shown by a server, and what is wrong with it told where it is seen.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotRun, openLayouts, openLivePages, outputMark, packageRoot, serveLive, watchFolders, type LayoutCache, type LiveProblem, type LiveServer, type LiveState } from '#disk'
import type { Book, BookOptions, EarlyPages, SearchIndex } from '#docs'
import { tidyProblems, type Model, type Problem } from '#model'
import { count, painter, problemText } from '#write'
import { bookOptions } from './book-options.ts'
import type { OptionValues } from './command.ts'
import { fromGit, wantedSourceUrl } from './from-git.ts'
import { folderOf, openProject, readModel } from './project.ts'
import type { Terminal } from './terminal.ts'

/** What a live book is made from. */
export interface LiveBookInput {
  readonly dir: string | undefined
  readonly options: OptionValues
  readonly port: number
  /** The folder with the scripts that pages load: `mermaid/`, `runs/`, `explorer/`, `live/`. */
  readonly scripts: string
}
/** A live book. */
export interface LiveBook {
  readonly address: string
  readonly port: number
  readonly close: () => Promise<void>
  /** Cleans up at once, without waiting for anything: for the way out. */
  readonly abandon: () => void
}

interface Made {
  readonly book: Book
  readonly search: SearchIndex
  readonly problems: readonly Problem[]
  /** The same for books that look the same. */
  readonly stamp: string
}

/** All that a book is made from. */
interface Source { readonly model: Model; readonly look: BookOptions & { readonly base: string }; readonly stamp: string }

const read = async ({ dir, options }: LiveBookInput, skip: readonly string[], terminal: Terminal): Promise<Source> => {
  const project = await openProject(dir, options, skip)
  const given = bookOptions(project, options, skip)
  const model = await readModel(project, terminal)
  const look = { ...given, ...fromGit(project, model, wantedSourceUrl(project, options), terminal) }
  return { model, look, stamp: JSON.stringify([model, look]) }
}

const make = async ({ model, look, stamp }: Source, layouts: LayoutCache, early?: EarlyPages): Promise<Made> => {
  const { bookOf, searchIndexOf } = await import('#docs')
  const book = await bookOf(model, { ...look, layouts, ...(early !== undefined && { early }) })
  layouts.save()
  return { book, search: searchIndexOf(model, book.pages), problems: tidyProblems([...model.problems, ...book.problems]), stamp }
}

/** A book of which only some pages are new, the others as they were. */
const inBetween = (early: Book, { model }: Source, before: Made): Made => {
  const fresh = new Map(early.pages.map((page) => [page.path, page]))
  const pages = [...before.book.pages.map((page) => fresh.get(page.path) ?? page), ...early.pages.filter((page) => !before.book.pages.some((old) => old.path === page.path))]
  return { ...before, book: { ...early, pages, problemCount: early.problemCount + before.book.problems.length }, problems: tidyProblems([...model.problems, ...before.book.problems]) }
}

/** Lines move with every edit: a problem is the same where it says the same of the same file. */
const keyOf = ({ code, message, at }: Pick<Problem, 'code' | 'message' | 'at'>): string => `${code}\0${message}\0${at?.file}`

const liveProblems = (problems: readonly Problem[], before: ReadonlySet<string>): LiveProblem[] =>
  problems.map((problem) => {
    const { related: _, ...shown } = problem
    return { ...shown, isNew: !before.has(keyOf(problem)) }
  })

/** Books that were built into the project are no part of it. */
const builtBooks = (folder: string): string[] =>
  [resolve('book'), resolve(folder, 'book')].filter((each) => existsSync(join(each, outputMark)))

const tellChanges = (made: Made, before: Made, seconds: number, terminal: Terminal): void => {
  const html = new Map(before.book.pages.map((page) => [page.path, page.html]))
  const changed = made.book.pages.filter((page) => html.get(page.path) !== page.html).length
  const known = new Set(before.problems.map(keyOf)), left = new Set(made.problems.map(keyOf))
  const paint = painter(terminal.colour)
  for (const problem of made.problems) if (!known.has(keyOf(problem)) && problem.severity !== 'note') terminal.print(`${problemText(problem, paint)}\n`)
  const solved = before.problems.filter((problem) => !left.has(keyOf(problem)) && problem.severity !== 'note').length
  terminal.say(`Read again in ${seconds.toFixed(2)} s: ${count(changed, 'page')} changed${solved > 0 ? `, ${count(solved, 'problem')} solved` : ''}.`)
}

/** Thrown where a book is no longer worth finishing. */
class Outdated extends Error {}

/** What is needed to make a book anew. */
interface Remake {
  readonly input: LiveBookInput
  readonly skip: readonly string[]
  readonly layouts: LayoutCache
  readonly server: LiveServer
  readonly terminal: Terminal
}

const stateOf = (next: Made, before: Made): LiveState => ({ ...next, problems: liveProblems(next.problems, new Set(before.problems.map(keyOf))) })

/** Gives what makes the book anew, however often it is called: first the pages that somebody looks at. A book that is outdated meanwhile is left. */
const remaker = ({ input, skip, layouts, server, terminal }: Remake, first: Made): (() => void) => {
  // Is the last book that was made the one that is shown?
  let made = first, isWhole = true, isRunning = false, isAsked = false
  // What is to be said of the project was said when it was read first.
  const silent = terminal.with({ loudness: 'quiet', colour: terminal.colour })
  const update = async (): Promise<void> => {
    const began = performance.now()
    const source = await read(input, skip, silent)
    if (source.look.base !== made.book.base) throw new CannotRun('The base of the site has changed.', 'Start `dagbook dev` again.')
    if (source.stamp === made.stamp && isWhole) return
    isWhole = false
    let seconds = 0
    const next = await make(source, layouts, {
      paths: server.open(),
      show: (early) => {
        server.show(stateOf(inBetween(early, source, made), made))
        seconds = (performance.now() - began) / 1000
      },
      rest: async () => {
        await new Promise((done) => { setImmediate(done) })
        if (isAsked) throw new Outdated()
      },
    })
    isWhole = true
    server.show(stateOf(next, made))
    tellChanges(next, made, seconds, terminal)
    made = next
  }
  const run = async (): Promise<void> => {
    isRunning = true
    while (isAsked) {
      isAsked = false
      try {
        await update()
      } catch (error) {
        isWhole = false
        if (!(error instanceof Outdated)) tellFailure(error, server, terminal)
      }
    }
    isRunning = false
  }
  return () => {
    isAsked = true
    if (!isRunning) void run()
  }
}

/** Makes a book, serves it, and makes it anew whenever its project changes. */
export const openLiveBook = async (input: LiveBookInput, terminal: Terminal): Promise<LiveBook> => {
  const folder = folderOf(input.dir, input.options), skip = builtBooks(folder)
  const layouts = openLayouts(folder)
  terminal.say('Reading …')
  const made = await make(await read(input, skip, terminal), layouts)
  terminal.say(`Laying out ${count(made.book.pages.length, 'page')} …`)
  const { base } = made.book
  const pages = await openLivePages(join(packageRoot, 'site'), base)
  try {
    const folders = Object.fromEntries(['mermaid', 'runs', 'explorer', 'live'].map((name) => [name, join(input.scripts, name)]))
    const server = await serveLive({ base, port: input.port, pages, folders, state: stateOf(made, made) })
    const templates = typeof input.options.templates === 'string' ? [input.options.templates] : []
    const watch = watchFolders([folder, ...templates], skip, remaker({ input, skip, layouts, server, terminal }, made))
    const abandon = (): void => {
      watch.close()
      pages.close()
    }
    return {
      address: server.address, port: server.port, abandon,
      close: async () => {
        abandon()
        await server.close()
      },
    }
  } catch (error) {
    pages.close()
    throw error
  }
}

const tellFailure = (error: unknown, server: LiveServer, terminal: Terminal): void => {
  const message = error instanceof CannotRun ? `${error.message}${error.help === undefined ? '' : ` ${error.help}`}` : `This is a bug in dagbook: ${String(error)}`
  server.fail(message)
  terminal.complain(message)
}
