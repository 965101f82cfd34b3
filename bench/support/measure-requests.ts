import { Pool } from 'undici';

/** How long requests took, milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly requests: number;
  /** Statuses other than 200, with how many had them. */
  readonly failures: ReadonlyMap<number, number>;
}

/** Asks for paths in turn, so many at a time, until so many have been asked or the time is up. */
export interface Load {
  readonly paths: readonly string[];
  readonly atOnce: number;
  readonly requests: number;
  readonly maxMs: number;
}

/** A client that reads what it is answered and does nothing with it. */
export function createMeter(url: string, cookie: string, connections: number) {
  const pool = new Pool(url, { connections });
  const headers = { cookie };
  return {
    measure: async ({ paths, atOnce, requests, maxMs }: Load): Promise<Latencies> => {
      const times: number[] = [];
      const failures = new Map<number, number>();
      const deadline = performance.now() + maxMs;
      let next = 0;
      const ask = async () => {
        while (next < requests && performance.now() < deadline) {
          const path = paths[next % paths.length] ?? '';
          next += 1;
          const started = performance.now();
          const { statusCode, body } = await pool.request({ method: 'GET', path: `/api/v1${path}`, headers });
          await body.dump({ limit: 2 ** 30 });
          times.push(performance.now() - started);
          if (statusCode !== 200) failures.set(statusCode, (failures.get(statusCode) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, ask));
      times.sort((a, b) => a - b);
      return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), requests: times.length, failures };
    },
    /** Reads a whole answer; returns how many bytes and newlines it had. */
    read: async (path: string): Promise<{ readonly bytes: number; readonly lines: number }> => {
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: `/api/v1${path}`,
        headers,
        bodyTimeout: 0,
      });
      if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
      let [bytes, lines] = [0, 0];
      for await (const chunk of body as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
      }
      return { bytes, lines };
    },
    close: () => pool.close(),
  };
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
