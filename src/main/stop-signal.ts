import type { EventEmitter } from 'node:events';

const graceMs = 2_000;

/**
 * A signal that aborts at the first SIGINT, SIGTERM or SIGHUP. The same Ctrl+C often arrives twice, from the terminal and from npm or our launcher:
 * what follows within two seconds is taken for the same; after that, another one ends the process at once.
 */
export function stopSignal(
  events: EventEmitter = process,
  exit: (code: number) => void = (code) => process.exit(code),
  now: () => number = () => Date.now(),
): AbortSignal {
  const stop = new AbortController();
  let stoppedAt = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    events.on(name, () => {
      if (!stop.signal.aborted) {
        stoppedAt = now();
        stop.abort(new Error(`stopped by ${name}`));
      } else if (now() - stoppedAt > graceMs) exit(130);
    });
  }
  return stop.signal;
}
