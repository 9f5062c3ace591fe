// How a book is to look: the command line first, then the settings.
import { CannotRun } from '#disk'
import type { BookOptions } from '#docs'
import type { OptionValues } from './command.ts'
import { loadDocuments } from './load-documents.ts'
import { packageTemplates } from './load-templates.ts'
import type { Project } from './project.ts'

/** What the book of a project is made with; `skip` are folders that do not belong to it. */
export const bookOptions = ({ settings, sources, templates }: Project, options: OptionValues, skip: readonly string[]): BookOptions & { readonly base: string } => {
  const base = typeof options.base === 'string' ? options.base : settings.site?.base ?? '/'
  if (!/^[\w./~-]*$/.test(base)) throw new CannotRun(`\`${base}\` is no path that a site can be served under.`, 'Give it like this: `--base /pipelines/`.')
  return {
    templates: packageTemplates(), ...loadDocuments(sources.root, settings, skip, templates?.folder),
    ...(templates !== undefined && { ownTemplates: templates.texts, ownFolder: templates.folder }),
    base: `/${base}/`.replace(/\/+/g, '/'),
    ...(settings.site?.sourceUrl !== undefined && { sourceUrl: settings.site.sourceUrl }),
  }
}
