import { PassThrough, Readable } from 'node:stream';
import { runCli } from '#cli/index.ts';
import { silentLogger } from '#core/logger.ts';
import { Secret } from '#core/secret.ts';
import type { CliResult } from './run-cli.ts';

export interface CliHereOptions {
  readonly stdin?: string | undefined;
  readonly server?: string | undefined;
  readonly token?: string | undefined;
}

/** Runs a command line in this process, without a terminal: far cheaper than `runPlimsoll`, for commands that ask a service. */
export async function runCliHere(args: readonly string[], options: CliHereOptions = {}): Promise<CliResult> {
  const [stdout, stderr] = [collect(), collect()];
  const refuse = () => Promise.reject(new Error('no service is started here'));
  const status = await runCli(args, {
    version: '0.0.0',
    stdin: Readable.from([options.stdin ?? '']),
    stdout: stdout.stream,
    stderr: stderr.stream,
    color: false,
    dataDirectory: '/nowhere',
    proxyOf: () => undefined,
    server: options.server,
    token: options.token === undefined || options.token === '' ? undefined : new Secret(options.token),
    temporaryDirectory: '/nowhere',
    fetch,
    logger: silentLogger,
    now: () => new Date(),
    signal: new AbortController().signal,
    serve: refuse,
    work: refuse,
  });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collect() {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
