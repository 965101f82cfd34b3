import { oneOf, text } from '../../components/filters/search-value.ts';

export const scanStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** What the queue keeps in the URL. */
export interface QueueSearch {
  readonly state?: (typeof scanStates)[number];
  readonly q?: string;
}

/** Reads the URL; what it does not know is left out. */
export function readQueueSearch(search: Readonly<Record<string, unknown>>): QueueSearch {
  const state = oneOf(search.state, scanStates);
  const q = text(search.q);
  return { ...(state !== undefined && { state }), ...(q !== undefined && { q }) };
}
