// The command line: takes it apart with commander, runs one verb, turns every outcome into an exit code.
import { Command as Parser, CommanderError } from 'commander'
import { CannotRun, packageVersion } from '#disk'
import { nearest } from '#model'
import type { Command, CommandEntry, CommandOption } from './command.ts'
import { commands, commonOptions } from './commands.ts'
import type { Terminal } from './terminal.ts'

/** Runs the command that `words` ask for. 0: fine, 1: a gate tripped, 2: it could not run. */
export const runProgram = async (words: readonly string[], terminal: Terminal, entries: readonly CommandEntry[] = commands): Promise<number> => {
  let code = 0
  const parser = new Parser('dagbook')
    .description('Reads data-pipeline definitions without running them and turns them into a book.')
    .version(packageVersion)
    .helpCommand('help [command]', 'say what a command does and takes')
    .configureHelp({ showGlobalOptions: true })
  addOptions(parser, commonOptions)
  for (const entry of entries) {
    const verb = parser.command(entry.name).description(entry.summary)
    if (words.includes(entry.name)) addCommand(verb, await entry.load(), terminal, (outcome) => { code = outcome })
  }
  speakThrough(parser, terminal)
  try {
    const [verb, about] = parser.parseOptions([...words]).operands
    checkVerb(verb === 'help' ? about : verb, entries)
    await parser.parseAsync([...words], { from: 'user' })
    return code
  } catch (error) {
    return outcomeOf(error, terminal, words.includes('--verbose'))
  }
}

/** Commander shows its general help where help on an unknown verb is asked for. */
const checkVerb = (verb: string | undefined, entries: readonly CommandEntry[]): void => {
  const names = ['help', ...entries.map(({ name }) => name)]
  if (verb === undefined || names.includes(verb)) return
  const near = nearest(verb, names)
  throw new CannotRun(`There is no command \`${verb}\`.`, near === undefined ? '`dagbook help` lists them all.' : `Did you mean \`${near}\`?`)
}

const addCommand = (verb: Parser, command: Command, terminal: Terminal, finish: (code: number) => void): void => {
  for (const { name, description } of command.arguments) verb.argument(name, description)
  addOptions(verb, command.options)
  if (command.notes !== undefined) verb.addHelpText('after', `\n${command.notes}`)
  verb.action(async () => {
    const options = verb.optsWithGlobals<{ quiet?: boolean; verbose?: boolean; color?: boolean }>()
    const loudness = options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal'
    finish(await command.run(verb.processedArgs, options as Parameters<Command['run']>[1], terminal.with({ loudness, colour: options.color !== false })))
  })
}

const addOptions = (parser: Parser, options: readonly CommandOption[]): void => {
  for (const { flags, description, default: fallback } of options) parser.option(flags, description, fallback)
}

/** Every parser of the tree writes to our terminal and throws in place of ending the process. */
const speakThrough = (parser: Parser, terminal: Terminal): void => {
  for (const each of [parser, ...parser.commands]) {
    const more = each === parser ? '`dagbook help`' : `\`dagbook help ${each.name()}\``
    each.exitOverride().configureOutput({
      writeOut: terminal.print,
      writeErr: (text) => { terminal.complain(text.trimEnd()) },
      outputError: (text) => { terminal.complain(mistakeText(text, `${more} says what there is.`)) },
    })
  }
}

/** What commander says of a mistake, `error: unknown option '--strct'` and perhaps a guess in parentheses below it, in the words of all our errors. */
const mistakeText = (text: string, help: string): string => {
  const [what = '', guess] = text.trim().replace(/^error: /, '').replace(/'([^']*)'/g, '`$1`').split('\n')
  return `dagbook: ${what.slice(0, 1).toUpperCase()}${what.slice(1).replace(/\.?$/, '.')}\n  ${guess?.slice(1, -1).replace(/--[\w-]+/g, '`$&`') ?? help}`
}

const outcomeOf = (error: unknown, terminal: Terminal, verbose: boolean): number => {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong already. Help without being asked for it (no verb at all) is a mistake too.
    return error.exitCode === 0 ? 0 : 2
  }
  if (error instanceof CannotRun) {
    terminal.complain(`dagbook: ${error.message}${error.help === undefined ? '' : `\n  ${error.help}`}`)
    return 2
  }
  const trace = error instanceof Error ? (verbose ? error.stack ?? error.message : error.message) : String(error)
  terminal.complain(`dagbook: this is a bug in dagbook, not in your project: ${trace}${verbose ? '' : '\n  Run it again with --verbose and report what it says.'}`)
  return 2
}
