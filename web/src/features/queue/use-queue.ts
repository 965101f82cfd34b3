import { useScans } from '../../api/scans.ts';
import type { QueueSearch } from './search.ts';

/** The scans as the queue lists them: those that run first, then the newest; of failed ones those that nothing has made good since. */
export function useQueue({ state, cause, registry, q }: QueueSearch) {
  const which = { registryId: registry, q };
  const rest = useScans({ ...which, state, outcome: cause, ...(state === 'failed' && { unresolved: true }) });
  const running = useScans({ ...which, state: 'running' });
  if (state !== undefined) return rest;
  const first = running.items.filter((scan) => scan.state === 'running');
  const shown = new Set(first.map(({ id }) => id));
  return { ...rest, items: [...first, ...rest.items.filter(({ id }) => !shown.has(id))] };
}
