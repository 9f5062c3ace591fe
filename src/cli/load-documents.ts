// What the people of a project wrote beside its definitions: Markdown pages, a glossary, and CODEOWNERS.
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isWithin, loadTexts, loadTree } from '#disk'
import type { BookOptions } from '#docs'
import type { Settings } from './settings.ts'

/** What a book takes from the project besides its model, and what could not be taken in of it. */
export type Documents = Pick<BookOptions, 'documents' | 'documentFolder' | 'documentProblems' | 'files' | 'codeOwners'>

/** The folder of a project whose Markdown files are pages, unless its settings name another. */
const usualFolder = 'docs'
const glossary = /^(?:[^/]+\/)?glossary\.(?:md|ya?ml)$/

/** Takes in the documents of the project in `folder`; `skip` are folders that do not belong to it, `templates` is the one of its templates. */
export const loadDocuments = (folder: string, { docs }: Settings, skip: readonly string[], templates: string | undefined): Documents => {
  const documentFolder = (docs?.pages ?? usualFolder).replace(/^\.?\//, '').replace(/\/+$/, '')
  const { root, tree, problems } = loadTree(folder, { skip })
  const isPage = (path: string): boolean => path.startsWith(`${documentFolder}/`) && /\.(?:md|markdown)$/i.test(path) && (templates === undefined || !path.startsWith(`${templates}/`))
  const isGlossary = (path: string): boolean => glossary.test(path) && (!path.includes('/') || path.startsWith(`${documentFolder}/`))
  const documents: Record<string, string> = {}
  for (const path of tree.paths.filter((each) => isPage(each) || isGlossary(each))) {
    const text = tree.read(path)
    if (text !== undefined) documents[path] = text
  }
  const owners = findCodeOwners(root)
  return {
    documents, documentFolder, files: tree.paths, ...(owners !== undefined && { codeOwners: owners }),
    documentProblems: problems().filter(({ at }) => at !== undefined && (isPage(at.file) || at.file === documentFolder)),
  }
}

/** The folders of a repository in which CODEOWNERS may lie, as GitHub and GitLab look for it. */
const places = ['.github', '.gitlab', '.', 'docs']

/** The CODEOWNERS of the project, or of the repository that it is a folder of. */
const findCodeOwners = (root: string): BookOptions['codeOwners'] => {
  const repository = repositoryOf(root)
  for (const folder of new Set([root, repository])) {
    for (const place of places) {
      const path = join(folder, place)
      if (!existsSync(path) || !isWithin(folder, realpathSync(path))) continue
      const text = loadTexts(path, 'CODEOWNERS')?.texts['CODEOWNERS']
      if (text !== undefined) return { path: slashed(relative(root, join(path, 'CODEOWNERS'))), text, below: slashed(relative(folder, root)) }
    }
  }
  return undefined
}

const slashed = (path: string): string => path.replaceAll('\\', '/')

/** The nearest folder above that git keeps; the project itself where there is none. */
const repositoryOf = (root: string): string => {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return root
  }
}
