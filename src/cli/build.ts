// `dagbook build`: the whole program. Load the tree, read it, make the pages, write everything into one folder.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSite, CannotRun, openLayouts, openOutput, packageRoot, stampOf, writeFile, writerInto, type LayoutCache } from '#disk'
import type { BookOptions } from '#docs'
import { tidyProblems, type Model } from '#model'
import { count, jsonText } from '#write'
import { bookOptions } from './book-options.ts'
import type { Command, OptionValues } from './command.ts'
import { fromGit, sourceUrlOption, wantedSourceUrl } from './from-git.ts'
import { folderOf, openProject, readModel } from './project.ts'
import { failsStrict, reportText } from './report.ts'
import type { Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'

const usualOut = 'book'

const run = async ([dir]: readonly (string | undefined)[], options: OptionValues, terminal: Terminal): Promise<number> => {
  const out = String(options.out)
  const keep = [folderOf(dir, options), ...(typeof options.templates === 'string' ? [options.templates] : [])]
  // A project may bring along a link of the usual name: nobody asked for a book where it leads.
  const output = openOutput(out, keep, out === usualOut ? '.' : undefined)
  const project = await openProject(dir, options, [output.folder])
  const wanted = wantedSourceUrl(project, options), given = bookOptions(project, options, [output.folder]), min = minDocs(project.settings, options.minDocs)

  terminal.say(`Reading ${count(project.sources.tree.paths.length, 'file')} …`)
  const model = await readModel(project, terminal)
  const look = { ...given, ...fromGit(project, model, wanted, terminal) }

  const textSearch = options.search !== false && project.settings.site?.search !== false
  const stamp = stampOf(model, look, textSearch)
  if (output.holds(stamp)) terminal.say('Nothing changed since the last time: the book stays as it is.')
  else await output.replace(stamp, (folder) => writeBook(model, { ...look, layouts: openLayouts(project.sources.root) }, textSearch, folder, terminal))

  const written = JSON.parse(readFileSync(join(output.folder, 'model.json'), 'utf8')) as Model
  terminal.print(`${reportText(written, terminal)}${whereText(out)}`)
  const shortfall = min === undefined ? undefined : (await import('#docs')).docsShortfall(model, min)
  if (shortfall !== undefined) terminal.print(`${shortfall}\n`)
  if (project.isGateLost) terminal.print('Whether the book passes is not known: see the error in dagbook.yaml.\n')
  return shortfall !== undefined || project.isGateLost || (options.strict && failsStrict(written)) ? 1 : 0
}

/** Where the book is, and how to look at it. */
const whereText = (out: string): string =>
  `The book is in ${out}, and as plain Markdown in ${join(out, 'docs')}.\nTo look at it: npx dagbook serve ${/^[\w./-]+$/.test(out) ? out : `"${out}"`}\n`

/** The share that has to be documented: the command line first, then the settings. */
const minDocs = ({ docs }: Settings, given: unknown): number | undefined => {
  if (given === undefined) return docs?.min
  if (typeof given !== 'string' || !/^(?:100|\d{1,2})$/.test(given)) throw new CannotRun(`\`${String(given)}\` is no share in percent.`, 'Give it like this: `--min-docs 80`.')
  return Number(given)
}

/** Writes everything there is to know about a model into an empty folder. */
const writeBook = async (model: Model, look: BookOptions & { readonly layouts: LayoutCache }, textSearch: boolean, folder: string, terminal: Terminal): Promise<void> => {
  const { bookOf, markdownFile, searchIndexOf } = await import('#docs')
  const began = performance.now()
  const book = await bookOf(model, { ...look, onProgress: (done, total) => terminal.progress('Made', done, total, 'pages') })
  look.layouts.save()
  terminal.say(`Writing ${count(book.pages.length, 'page')} …`)
  writeFile(join(folder, 'model.json'), jsonText({ ...model, problems: tidyProblems([...model.problems, ...book.problems]) }))
  const write = writerInto(join(folder, 'docs'))
  for (const page of book.pages) {
    if (page.kind !== 'not-found') write(markdownFile(page.path), page.markdown)
  }
  const { noTextSearch } = await buildSite({
    book, search: searchIndexOf(model, book.pages), textSearch, out: folder, siteSource: join(packageRoot, 'site'), mermaid: join(packageRoot, 'dist/mermaid'), runs: join(packageRoot, 'dist/runs'), explorer: join(packageRoot, 'dist/explorer'),
  })
  if (noTextSearch !== undefined) terminal.say(`The site has no full-text search: ${noTextSearch}`)
  terminal.detail(`Written in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
}

/** `dagbook build`. */
export const build: Command = {
  arguments: [{ name: '[dir]', description: 'the project to read (default: the current folder)' }],
  options: [
    { flags: '-o, --out <folder>', description: 'where the book goes; replaced as a whole, and only if dagbook wrote it', default: usualOut },
    { flags: '--base <path>', description: 'the path under which the site is served: /pipelines/' },
    sourceUrlOption,
    { flags: '--env <name>', description: 'read for this environment of dagbook.yaml' },
    { flags: '--templates <folder>', description: 'Markdown templates of your own, by file name' },
    { flags: '--min-docs <percent>', description: 'exit with 1 when less than this share of DAGs, tasks and tables is documented' },
    { flags: '--no-search', description: 'no full-text search: only names are found' },
    { flags: '--strict', description: 'exit with 1 when there is an error or a warning, or a file or DAG was not fully read' },
  ],
  run,
}
