// Problems of whole files: they have a path, and the start of the file as their place.
import type { Problem } from '#model'

const help = {
  symlink: 'Put the file itself into the project, or remove the link.',
  encoding: 'Save the file as UTF-8, or leave it out with `read.exclude` in dagbook.yaml.',
  'file-too-large': 'Split the file, or leave it out with `read.exclude` in dagbook.yaml.',
  'too-many-files': 'Name a smaller folder, or leave folders out with `read.exclude` in dagbook.yaml.',
  unreadable: 'Give the user who runs dagbook the right to read it, or leave it out with `read.exclude` in dagbook.yaml.',
}

/** A problem of the file at `path`, relative to the root. */
export const fileProblem = (code: keyof typeof help, path: string, message: string): Problem => ({
  code, severity: 'warning', message, at: { file: path === '' ? '.' : path, line: 1, column: 1, endLine: 1, endColumn: 1 }, help: help[code],
})
