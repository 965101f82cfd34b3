import type { Run } from '#api/models.ts';
import { countOf } from '../lines/describe-age.ts';

type RunState = Pick<Run, 'state' | 'counts' | 'repositories' | 'error'>;

/** Where a run stands, in a few words. */
export function describeRun({ state, counts, repositories, error }: RunState): string {
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  const others = counts.artifacts > 0 ? `, ${counts.artifacts} no image` : '';
  switch (state) {
    case 'queued':
      return 'waits';
    case 'listing':
      return `listing: ${repositories} repositories so far`;
    case 'scanning':
      return `scanning: ${countOf(counts.queued, 'image')} to go${failed}`;
    case 'done':
      return `${counts.scanned} scanned, ${counts.unchanged} unchanged${others}${failed}`;
    case 'failed':
      return `failed: ${error ?? 'the registry could not be listed'}`;
    case 'cancelled':
      return 'cancelled';
  }
}

/** Whether nothing more comes of it. */
export function hasRunEnded({ state }: Pick<Run, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
