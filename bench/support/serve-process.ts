import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { processorMs } from './processor-time.ts';

/** The service as people start it, in a process of its own, that somebody is signed in to. */
export interface ServeProcess {
  readonly url: string;
  readonly cookie: string;
  /** Memory now, and at most since {@link forgetPeak}, MiB; Linux only. */
  memory(): { readonly now: number; readonly peak: number };
  forgetPeak(): void;
  /** Processor time that it has taken, milliseconds. */
  processorMs(): number;
  stop(): Promise<void>;
}

/** Starts it over a database in which nobody has an account yet. */
export async function startServeProcess(dataDirectory: string, databaseUrl: string): Promise<ServeProcess> {
  const program = join(import.meta.dirname, '../../bin/plimsoll.js');
  const child = spawn(process.execPath, [program, 'serve', '--data', dataDirectory, '--port', '0'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PLIMSOLL_UPDATE_HOURS: '0', PLIMSOLL_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let password = '';
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    password = /^ +Password +(\S+)/.exec(line)?.[1] ?? password;
    url = / runs at (http\S+)/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
  child.stdout.resume();
  if (url === '') throw new Error('the service did not start');
  const client = createApiClient(url);
  await client.signIn('admin', password);
  return {
    url,
    cookie: client.cookie,
    memory: () => memoryOf(child.pid ?? 0),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    processorMs: () => processorMs(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}
