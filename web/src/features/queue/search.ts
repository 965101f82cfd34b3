import { changeSearch, oneOf, text } from '../../components/filters/search-value.ts';
import { type Cause, causes } from '../../components/run/causes.ts';

/** What the queue is narrowed to, in the order of a scan's life. */
export const scanStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** What the queue keeps in the URL; `cause` goes with failed scans. */
export interface QueueSearch {
  readonly state?: (typeof scanStates)[number];
  readonly cause?: Cause;
  readonly registry?: string;
  readonly q?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readQueueSearch(search: Readonly<Record<string, unknown>>): QueueSearch {
  const cause = oneOf(search.cause, causes);
  const state = cause === undefined ? oneOf(search.state, scanStates) : 'failed';
  return changeSearch({}, { state, cause, registry: text(search.registry, 64), q: text(search.q) });
}
