import { createReadStream, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const chunkBytes = 256 * 1024;

/** Peak memory of this process, MiB. Linux counts the parent's peak into `maxRSS` of a child; `VmHWM` starts anew with the program. */
export function peakResidentMebibytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}

/** The yardstick: Node's own gunzip of a file, its output thrown away. */
export async function gunzipToNowhere(file: string): Promise<void> {
  const nowhere = new Writable({ highWaterMark: chunkBytes, write: (_chunk, _encoding, done) => done() });
  const input = createReadStream(file, { highWaterMark: chunkBytes });
  await pipeline(input, createGunzip({ chunkSize: chunkBytes }), nowhere);
}
