import { Command, CommanderError } from 'commander';
import { errorMessage } from '#core/errors.ts';
import { printable } from '#engine/report/index.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, PolicyFailure, UsageError } from './exit-codes.ts';
import { moveServerOptions } from './move-server-options.ts';

/** A command adds itself to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** Each command's code is loaded when it is called, or when all are listed: that of all of them takes longer to load than a small scan takes. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  scan: async () => (await import('./commands/scan.ts')).scan,
  explain: async () => (await import('./commands/explain.ts')).explain,
  sbom: async () => (await import('./commands/sbom.ts')).sbom,
  advisories: async () => (await import('./commands/advisories.ts')).advisories,
  registry: async () => (await import('./commands/registry.ts')).registry,
  images: async () => (await import('./commands/images.ts')).images,
  findings: async () => (await import('./commands/findings.ts')).findings,
  queue: async () => (await import('./commands/queue.ts')).queue,
  versions: async () => (await import('./commands/versions.ts')).versions,
  serve: async () => (await import('./commands/serve.ts')).serve,
  worker: async () => (await import('./commands/worker.ts')).worker,
};

/** Runs one command line (without `node` and script) and returns the exit code. Failures are one sentence on stderr. */
export async function runCli(args: readonly string[], context: CommandContext): Promise<number> {
  const program = createProgram(context);
  const words = moveServerOptions(args);
  for (const add of await commandsFor(words)) add(program, context);
  for (const command of program.commands) inherit(command, program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage;
    context.stderr.write(`plimsoll: ${printable(sentence(errorMessage(error)))}\n`);
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof PolicyFailure) return exitCodes.policyFailed;
  return error instanceof UsageError ? exitCodes.badUsage : exitCodes.failed;
}

function createProgram(context: CommandContext): Command {
  const program = new Command('plimsoll')
    .description('Shows which container images are unsafe to ship, why, and what to do about it.')
    .version(context.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      outputError: (text, write) => write(`plimsoll: ${text.replace(/^error: /, '')}`),
      getOutHasColors: () => context.color,
    })
    .showSuggestionAfterError(true)
    .showHelpAfterError('plimsoll --help says what there is.')
    .addHelpText(
      'after',
      `
registry, images, findings and queue ask a running service, and scan does where
one is named: by --server and --token, or PLIMSOLL_SERVER and PLIMSOLL_TOKEN.

Examples:
  plimsoll advisories update
  plimsoll scan debian:12
  plimsoll images --severity critical --fixable --server http://127.0.0.1:8080

Exit codes: 0 done, 1 the image violates a policy that fails, 2 bad usage,
3 could not do it (the reason is on stderr).`,
    );
  return program;
}

/** The command that is called by the first word; all where that is something else, as a mistake or a wish for help. */
async function commandsFor([first = '']: readonly string[]): Promise<readonly AddCommand[]> {
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return await Promise.all(load === undefined ? Object.values(commands).map((one) => one()) : [load()]);
}

/** Commander copies settings to sub-commands only when they are made by `.command()`; ours are, at every depth. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  command.showHelpAfterError(helpHint(command));
  for (const child of command.commands) inherit(child, command);
}

/** What follows a complaint about the command line. */
function helpHint(command: Command): string {
  const names = [command.name()];
  for (let { parent } = command; parent !== null; { parent } = parent) names.unshift(parent.name());
  return `${names.join(' ')} --help says what there is.`;
}

function sentence(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
