import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsFiles } from './http-server.ts';

const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A certificate for 127.0.0.1 and localhost that signs itself. Needs openssl. */
export function makeSelfSigned(): TlsFiles {
  return inTemporaryDirectory((directory) => {
    openssl(directory, [
      'req',
      '-x509',
      ...key,
      '-keyout',
      'key',
      '-out',
      'cert',
      '-subj',
      '/CN=localhost',
      '-addext',
      names,
    ]);
    return { cert: read(directory, 'cert'), key: read(directory, 'key') };
  });
}

/** A certificate for `subjectAltName` (127.0.0.1 and localhost) and the authority that signed it, PEM. Needs openssl. */
export function makeCertificates(subjectAltName = names): TlsFiles & { readonly ca: string } {
  return inTemporaryDirectory((directory) => {
    openssl(directory, ['req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca', '-subj', '/CN=Test authority']);
    openssl(directory, ['req', ...key, '-keyout', 'key', '-out', 'request', '-subj', '/CN=registry']);
    writeFileSync(join(directory, 'extensions'), subjectAltName);
    const signing = ['-CA', 'ca', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'extensions'];
    openssl(directory, ['x509', '-req', '-in', 'request', ...signing, '-out', 'cert']);
    return { cert: read(directory, 'cert'), key: read(directory, 'key'), ca: read(directory, 'ca') };
  });
}

function openssl(directory: string, args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
}

function read(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

function inTemporaryDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-certificates-'));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
