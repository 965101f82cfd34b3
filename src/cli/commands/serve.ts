import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext, ServiceOptions } from '../command-context.ts';

interface ServeOptions {
  readonly data?: string;
  readonly host?: string;
  readonly port?: number;
  readonly advisories?: string;
  readonly from?: string;
}

/** `plimsoll serve`: the API, the screens, the scheduler and workers, in one process. */
export function serve(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('run the service: screens, API, scheduler and workers in one process')
    .option('--data <dir>', 'where everything is kept')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .addOption(new Option('--port <number>', 'port to listen on (default: 8080)').argParser(port))
    .option('--advisories <path>', 'the advisory database (default: in the data directory)')
    .option('--from <place>', 'directory or base URL to fetch advisories from, laid out as upstream')
    .addHelpText('after', '\nWith DATABASE_URL set, the service uses that PostgreSQL instead of its own.')
    .action((options: ServeOptions) => context.serve(serviceOptions(options)));
}

/** Turns the options of `serve` and `worker` into what the composition roots take. */
export function serviceOptions(options: ServeOptions): ServiceOptions {
  return {
    ...(options.data !== undefined && { dataDirectory: options.data }),
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
    ...(options.advisories !== undefined && { advisoriesPath: options.advisories }),
    ...(options.from !== undefined && { advisoriesFrom: options.from }),
  };
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return value;
}
