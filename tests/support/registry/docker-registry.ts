import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '../requirements.ts';
import type { TlsFiles } from './http-server.ts';

export interface DockerRegistryOptions {
  /** Lets in the one user {@link dockerRegistryUser}. */
  readonly htpasswd?: boolean;
  readonly tls?: TlsFiles;
  /** Takes manifests of Docker's schema 1 too. */
  readonly schema1?: boolean;
  /** Names that a page of the catalogue holds at most; who asks for more is refused. */
  readonly catalogPage?: number;
  /** Where it tells of pushes, and with what `Authorization`. */
  readonly notify?: { readonly url: string; readonly authorization: string };
  readonly token?: { readonly realm: string; readonly service: string; readonly issuer: string; readonly cert: string };
}

export interface DockerRegistry {
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

export const dockerRegistryUser = { username: 'ada', password: 'correct horse' };
/** bcrypt of that password: `perl -e 'print crypt("correct horse", q($2y$05$abcdefghijklmnopqrstuu))'`. */
const htpasswdLine = 'ada:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n';

/** Starts the program `docker-registry` (CNCF Distribution) on a free loopback port, with its data in a temporary directory. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const program = findProgram('docker-registry');
  if (program === undefined) throw new Error('docker-registry is not installed');
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-registry-'));
  const configuration = join(directory, 'config.yml');
  await writeFiles(directory, options);
  await writeFile(configuration, JSON.stringify(configurationOf(directory, options)));
  const child = spawn(program, ['serve', configuration], { stdio: ['ignore', 'ignore', 'pipe'], env: {} });
  const close = async () => {
    await stop(child);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const host = await listeningHost(child);
    return { host, url: `${options.tls === undefined ? 'http' : 'https'}://${host}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function endpointOf({ url, authorization }: NonNullable<DockerRegistryOptions['notify']>): unknown {
  return { name: 'hook', url, headers: { Authorization: [authorization] }, timeout: '5s', threshold: 3, backoff: '1s' };
}

/** JSON is YAML. */
function configurationOf(directory: string, options: DockerRegistryOptions): unknown {
  const { htpasswd, tls, token, notify, schema1, catalogPage } = options;
  const at = (name: string) => join(directory, name);
  return {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: at('data') } },
    http: {
      addr: '127.0.0.1:0',
      secret: 'of no use to anyone',
      ...(tls !== undefined && { tls: { certificate: at('cert.pem'), key: at('key.pem') } }),
    },
    ...(schema1 === true && { compatibility: { schema1: { enabled: true } } }),
    ...(catalogPage !== undefined && { catalog: { maxentries: catalogPage } }),
    ...(notify !== undefined && { notifications: { endpoints: [endpointOf(notify)] } }),
    ...(htpasswd === true && { auth: { htpasswd: { realm: 'test', path: at('htpasswd') } } }),
    ...(token !== undefined && {
      auth: {
        token: {
          realm: token.realm,
          service: token.service,
          issuer: token.issuer,
          rootcertbundle: at('token.pem'),
        },
      },
    }),
  };
}

async function writeFiles(directory: string, { tls, token }: DockerRegistryOptions): Promise<void> {
  const files: Readonly<Record<string, string | undefined>> = {
    htpasswd: htpasswdLine,
    'cert.pem': tls?.cert,
    'key.pem': tls?.key,
    'token.pem': token?.cert,
  };
  for (const [name, text] of Object.entries(files)) {
    if (text !== undefined) await writeFile(join(directory, name), text);
  }
}

/** It says on stderr where it listens, once it does. */
async function listeningHost(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  if (child.stderr === null) throw new Error('docker-registry has no stderr');
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line);
    const host = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (host === undefined) continue;
    child.stderr.resume();
    return host;
  }
  throw new Error(`docker-registry ended before it listened:\n${said.join('\n')}`);
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
