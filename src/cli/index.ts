export type { CommandContext, Output, ServiceOptions } from './command-context.ts';
export { runCli } from './run-cli.ts';
