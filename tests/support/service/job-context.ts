import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';

/** What a job under test is handed: `services` in place of the real ones, everything else plain. */
export function jobContextWith<Context>(services: Readonly<Record<string, unknown>>): Context {
  let ids = 0;
  return {
    logger: silentLogger,
    limits: defaultLimits,
    secretsInFiles: false,
    temporaryDirectory: '/nowhere',
    toolVersion: '0.0.0',
    fetch: () => Promise.reject(new Error('no network here')),
    now: () => new Date('2026-01-01T00:00:00Z'),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    signal: new AbortController().signal,
    ...services,
  } as Context;
}

/** A stand-in whose methods write down their calls, as `name(arguments)`, and return what `answers` says. */
export function recorder(log: string[], answers: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        async (...given: unknown[]) => {
          log.push(`${String(name)}(${given.map((one) => JSON.stringify(one)).join(', ')})`);
          return answers[String(name)];
        },
    },
  );
}
