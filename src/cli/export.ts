// `dagbook export`: one thing that was read, as text for other tools.
import { CannotRun, writeFile } from '#disk'
import { nearest, tidyProblems } from '#model'
import { jsonText } from '#write'
import type { Command, OptionValues } from './command.ts'
import { openProject, readModel, sourcePath, type Project } from './project.ts'
import { failsStrict } from './report.ts'
import type { Terminal } from './terminal.ts'

/** What can be exported: its text, and whether `--strict` lets it pass. `takes` names the argument that it needs. */
interface Export {
  readonly summary: string
  readonly takes?: string
  readonly make: (project: Project, word: string, terminal: Terminal) => Promise<{ readonly text: string; readonly passes: boolean }>
}

/** What can be exported, by its name. */
export const exports: Readonly<Record<string, Export>> = {
  model: {
    summary: 'everything that was read, as JSON (dagbook-model/1)',
    make: async (project, _, terminal) => {
      const model = await readModel(project, terminal)
      return { text: jsonText(model), passes: !failsStrict(model) }
    },
  },
  values: {
    summary: 'what one module exports, as JSON',
    takes: 'file',
    make: async (project, file) => {
      const { readValues } = await import('#read')
      const { exports: found, problems } = readValues(project.sources.tree, sourcePath(project, file), project.options)
      const asked = project.sources.reads()
      const unread = project.sources.problems().filter(({ at }) => at !== undefined && asked.has(at.file))
      return {
        text: jsonText({ exports: found, problems: tidyProblems([...problems, ...unread]) }),
        passes: [...problems, ...unread].every(({ severity }) => severity === 'note'),
      }
    },
  },
}

const run = async ([what, word]: readonly (string | undefined)[], options: OptionValues, terminal: Terminal): Promise<number> => {
  const chosen = Object.hasOwn(exports, what!) ? exports[what!]! : undefined
  if (chosen === undefined) {
    const near = nearest(what!, Object.keys(exports))
    throw new CannotRun(`\`${what}\` cannot be exported.`, near === undefined ? `What can: ${Object.keys(exports).join(', ')}.` : `Did you mean \`${near}\`?`)
  }
  if (chosen.takes !== undefined && word === undefined) throw new CannotRun(`\`export ${what}\` needs a ${chosen.takes}.`, `dagbook export ${what} ${chosen.takes.toUpperCase()}`)
  if (chosen.takes === undefined && word !== undefined) throw new CannotRun(`\`export ${what}\` takes no argument; \`${word}\` is one too many.`, 'Name the project with --dir.')
  const { text, passes } = await chosen.make(await openProject(undefined, options), word ?? '', terminal)
  if (typeof options.out === 'string') {
    writeFile(options.out, text)
    terminal.say(`Written to ${options.out}.`)
  } else {
    terminal.print(text)
  }
  return options.strict && !passes ? 1 : 0
}

/** `dagbook export`. */
export const exportCommand: Command = {
  arguments: [
    { name: '<what>', description: Object.entries(exports).map(([name, { summary }]) => `${name}: ${summary}`).join('; ') },
    { name: '[file]', description: 'the module, for `values`' },
  ],
  options: [
    { flags: '-o, --out <file>', description: 'write to this file (default: standard output)' },
    { flags: '--env <name>', description: 'read for this environment of dagbook.yaml' },
    { flags: '--strict', description: 'exit with 1 when there is an error or a warning, or a file or DAG was not fully read' },
  ],
  run,
}
