import type { Command } from 'commander';
import { Secret } from '#core/secret.ts';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../exit-codes.ts';
import { createService, type Service } from './service.ts';

/** How `--server` and `--token` arrive. */
export interface ServerOptions {
  readonly server?: string;
  readonly token?: string;
}

/** Adds the options of {@link ServerOptions} to a command that is, or may be, a client of a service. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--server <url>', 'the service to ask (default: PLIMSOLL_SERVER)')
    .option('--token <token>', 'API token to sign in with; PLIMSOLL_TOKEN keeps it out of your shell history');
}

/** The service that the command line or the environment names. */
export function connectService(options: ServerOptions, context: CommandContext): Service {
  const given = options.server ?? context.server;
  if (given === undefined) {
    throw new UsageError('no service is named: give --server URL, or set PLIMSOLL_SERVER (and PLIMSOLL_TOKEN)');
  }
  const { fetch, version, signal } = context;
  const token = options.token === undefined ? context.token : new Secret(options.token);
  if (token !== undefined && !/^[\x21-\x7e]{1,200}$/.test(token.reveal())) {
    throw new UsageError('the API token holds characters that no token has: copy it again, whole and alone');
  }
  return createService({ url: readAddress(given), token, fetch, version, signal });
}

/** An address as people give it, without a slash at the end. */
function readAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const meant = !text.includes('/') && URL.canParse(`http://${text}`) ? `http://${text}` : 'http://127.0.0.1:8080';
    throw new UsageError(`--server ${text} is no address of a service: write ${meant}`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError('--server takes an address alone: sign in with PLIMSOLL_TOKEN');
  }
  return url.href.replace(/\/+$/, '');
}
