import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type CommandContext, runCli } from '#cli/index.ts';
import { silentLogger } from '#core/logger.ts';
import { readEnvironment } from './config-environment.ts';
import { proxyFor } from './proxy.ts';
import { proxyFetch } from './proxy-fetch.ts';
import { stopSignal } from './stop-signal.ts';

/** The command line's composition root: gives commands the streams, the clock and the network. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const environment = readEnvironment();
  const signal = stopSignal();
  const proxyOf = (url: string) => proxyFor(url, environment.proxy);
  const context: CommandContext = {
    version: readVersion(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    color: process.stdout.isTTY === true && !environment.noColor,
    dataDirectory: environment.dataDirectory,
    proxyOf,
    server: environment.server,
    token: environment.token,
    temporaryDirectory: tmpdir(),
    fetch: proxyFetch(proxyOf),
    logger: silentLogger,
    now: () => new Date(),
    signal,
    serve: async (options) => (await import('./serve.ts')).serve(options, signal),
    work: async (options) => (await import('./serve.ts')).work(options, signal),
  };
  // A reader that goes away (`plimsoll scan … | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  return await runCli(args, context);
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
