import { Command, CommanderError } from 'commander';
import { errorMessage } from '#core/errors.ts';
import { printable } from '#engine/report/index.ts';
import type { CommandContext } from './command-context.ts';
import { advisories } from './commands/advisories.ts';
import { explain } from './commands/explain.ts';
import { findings } from './commands/findings.ts';
import { images } from './commands/images.ts';
import { queue } from './commands/queue.ts';
import { registry } from './commands/registry.ts';
import { sbom } from './commands/sbom.ts';
import { scan } from './commands/scan.ts';
import { serve } from './commands/serve.ts';
import { versions } from './commands/versions.ts';
import { worker } from './commands/worker.ts';
import { exitCodes, UsageError } from './exit-codes.ts';

/** A command adds itself to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;

export const commands: readonly AddCommand[] = [
  scan,
  explain,
  sbom,
  advisories,
  registry,
  images,
  findings,
  queue,
  versions,
  serve,
  worker,
];

/** Runs one command line (without `node` and script) and returns the exit code. Failures are one sentence on stderr. */
export async function runCli(args: readonly string[], context: CommandContext): Promise<number> {
  const program = createProgram(context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badUsage;
    context.stderr.write(`plimsoll: ${printable(sentence(errorMessage(error)))}\n`);
    return error instanceof UsageError ? exitCodes.badUsage : exitCodes.failed;
  }
}

function createProgram(context: CommandContext): Command {
  const program = new Command('plimsoll')
    .description('Shows which container images are unsafe to ship, why, and what to do about it.')
    .version(context.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
      outputError: (text, write) => write(`plimsoll: ${text.replace(/^error: /, '')}`),
      getOutHasColors: () => context.color,
    })
    .showSuggestionAfterError(true)
    .addHelpText(
      'after',
      '\nregistry, images, findings and queue ask a running service, and scan does where one is named: by --server and --token, or\nPLIMSOLL_SERVER and PLIMSOLL_TOKEN.',
    )
    .addHelpText('after', '\nExit codes: 0 done, 2 bad usage, 3 could not do it (the reason is on stderr).');
  for (const add of commands) add(program, context);
  for (const command of program.commands) inherit(command, program);
  return program;
}

/** Commander copies settings to sub-commands only when they are made by `.command()`; ours are, at every depth. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}

function sentence(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ').trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
