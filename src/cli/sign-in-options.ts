import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Secret } from '#core/secret.ts';
import { describeFileError } from './describe-file-error.ts';
import { UsageError } from './exit-codes.ts';

/** How `--username`, `--password-stdin`, `--plain-http`, `--skip-tls-verify` and `--ca` arrive. */
export interface SignInOptions {
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly plainHttp?: boolean;
  readonly skipTlsVerify?: boolean;
  readonly ca?: string;
}

const maxSecretBytes = 64 * 1024;

/** Reads user name and password; undefined where no user name was given. The last line break of the input is dropped. */
export async function readCredential(
  options: SignInOptions,
  stdin: Readable & { readonly isTTY?: boolean },
): Promise<{ username: string; password: Secret } | undefined> {
  if (options.username === undefined) {
    if (options.passwordStdin === true) throw new UsageError('--password-stdin needs --username');
    return undefined;
  }
  if (options.passwordStdin !== true) {
    throw new UsageError(
      '--username needs --password-stdin: pipe the password in, so that it stays out of the process list',
    );
  }
  return { username: options.username, password: new Secret(await readSecretInput(stdin, '--password-stdin')) };
}

/** Reads the certificate authority file named by `--ca`, PEM text. */
export async function readCa(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    const pem = await readFile(path, 'utf8');
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new UsageError(`--ca ${path} holds no PEM certificate`);
    return pem;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--ca ${path} cannot be read: ${describeFileError(error)}`);
  }
}

/** Reads all of stdin, which `option` said holds a secret, without its last line break. */
export async function readSecretInput(stdin: Readable, option: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunks.at(-1)?.length ?? 0;
    if (size > maxSecretBytes) throw new UsageError(`${option}: what is on stdin is longer than 64 KiB`);
  }
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (text === '') throw new UsageError(`${option}: nothing arrived on stdin`);
  return text;
}
