import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { serviceOptions } from './serve.ts';

/** `plimsoll worker`: one more process that takes scans from the queue of an existing service. */
export function worker(program: Command, context: CommandContext): void {
  program
    .command('worker')
    .description('add a worker to the service whose PostgreSQL is named by DATABASE_URL')
    .option('--data <dir>', 'where this worker keeps its files')
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .action((options: { readonly data?: string; readonly advisories?: string }) =>
      context.work(serviceOptions(options)),
    );
}
