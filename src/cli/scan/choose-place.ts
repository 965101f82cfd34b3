import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../exit-codes.ts';
import { connectService, type ServerOptions } from '../service/server-options.ts';
import type { Service } from '../service/service.ts';

/** Options that say how an image is read and looked up here; a service has settings of its own for that. */
const readingHere = [
  'advisories',
  'data',
  'cache',
  'binaryClassifiers',
  'username',
  'passwordStdin',
  'plainHttp',
  'skipTlsVerify',
  'ca',
  'vex',
  'base',
  'severityFrom',
  'secrets',
];

export interface PlaceOptions extends ServerOptions {
  readonly local?: boolean;
}

/** The service that an image is to be scanned by; undefined where that is done here. Throws where options contradict that. */
export function chooseService(options: PlaceOptions, command: Command, context: CommandContext): Service | undefined {
  if (options.local === true) {
    if (options.server !== undefined) throw new UsageError('give either --server or --local');
    return undefined;
  }
  if (options.server === undefined && context.server === undefined) {
    if (options.token !== undefined) throw new UsageError('--token needs --server');
    return undefined;
  }
  const given = readingHere.find((name) => command.getOptionValueSource(name) === 'cli');
  if (given === undefined) return connectService(options, context);
  const flag = command.options.find((option) => option.attributeName() === given)?.long ?? given;
  const why =
    options.server === undefined ? 'PLIMSOLL_SERVER is set, so that a service scans it' : 'a service scans it';
  throw new UsageError(`${flag} says how to read an image here, but ${why}: leave it away, or give --local`);
}
