// `dagbook build`: the whole program. Load the tree, read it, make the pages, write everything into one folder.
import { join } from 'node:path'
import { CannotRun, loadTexts, openOutput, packageRoot, writeFile } from '#disk'
import { bookOf, markdownFile } from '#docs'
import { tidyProblems } from '#model'
import { jsonText } from '#write'
import type { Command, OptionValues } from './command.ts'
import { folderOf, openProject, readModel } from './project.ts'
import { failsStrict, reportText } from './report.ts'
import type { Terminal } from './terminal.ts'

interface BuildValues extends OptionValues { readonly out: string; readonly base?: string; readonly templates?: string; readonly strict?: boolean }

const run = async ([dir]: readonly (string | undefined)[], options: OptionValues, terminal: Terminal): Promise<number> => {
  const { out, base, templates, strict } = options as BuildValues
  const output = openOutput(out, [folderOf(dir, options), ...(templates === undefined ? [] : [templates])])

  const project = openProject(dir, options, [output.folder])
  const { settings, sources } = project
  terminal.say(`Reading ${sources.tree.paths.length} files …`)
  const read = readModel(project, terminal)

  const ownFolder = templates ?? (settings.docs?.templates === undefined ? undefined : join(sources.root, settings.docs.templates))
  const book = await bookOf(read, {
    templates: loadTexts(join(packageRoot, 'templates'), '.md'),
    ...(ownFolder !== undefined && { ownTemplates: loadTexts(ownFolder, '.md'), ownFolder }),
    base: baseOf(base ?? settings.site?.base ?? '/'),
    ...(settings.site?.sourceUrl !== undefined && { sourceUrl: settings.site.sourceUrl }),
  })
  const model = { ...read, problems: tidyProblems([...read.problems, ...book.problems]) }

  terminal.say(`Writing ${book.pages.length} pages …`)
  await output.replace('dagbook\n', async (folder) => {
    writeFile(join(folder, 'model.json'), jsonText(model))
    for (const page of book.pages) writeFile(join(folder, 'docs', markdownFile(page.path)), page.markdown)
  })
  terminal.print(`${reportText(model, terminal)}The book is in ${out}.\n`)
  return strict && failsStrict(model) ? 1 : 0
}

/** `x`, `/x` and `/x/` are the same address. */
const baseOf = (base: string): string => {
  if (!/^[\w./~-]*$/.test(base)) throw new CannotRun(`\`${base}\` is no address for --base.`, 'Give the path under which the site is served: `/pipelines/`.')
  return `/${base.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/')
}

/** `dagbook build`. */
export const build: Command = {
  arguments: [{ name: '[dir]', description: 'the project to read (default: the current folder)' }],
  options: [
    { flags: '-o, --out <folder>', description: 'where the book goes; replaced as a whole, and only if dagbook wrote it', default: 'book' },
    { flags: '--base <address>', description: 'the path under which the site is served: /pipelines/' },
    { flags: '--env <name>', description: 'read for this environment of dagbook.yaml' },
    { flags: '--templates <folder>', description: 'Markdown templates of your own, by file name' },
    { flags: '--strict', description: 'exit with 1 when there is an error or a warning, or something was not fully read' },
  ],
  run,
}
