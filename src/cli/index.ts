/** The commands. Read `run-cli.ts` first; each command is a file in `commands/`. */

export type { CommandContext, Output, ServiceOptions } from './command-context.ts';
export { runCli } from './run-cli.ts';
