import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import type { ScanProgress } from '#core/progress.ts';
import { advance, describeProgress, initialProgress } from './describe-progress.ts';

const a = `sha256:${'a'.repeat(64)}` as Digest;
const b = `sha256:${'b'.repeat(64)}` as Digest;

function stateAfter(...events: readonly ScanProgress[]) {
  const bytes = new Map<string, number>();
  return events.reduce((state, event) => advance(state, event, bytes), initialProgress);
}

describe('progress of a scan', () => {
  const start: ScanProgress = { kind: 'layers', total: 3, cached: 1, bytes: 40_000_000 };

  it('sums the bytes of layers read side by side', () => {
    const state = stateAfter(
      start,
      { kind: 'layer-bytes', layer: a, bytes: 5_000_000, size: 20_000_000 },
      { kind: 'layer-bytes', layer: b, bytes: 10_000_000, size: 20_000_000 },
      { kind: 'layer-bytes', layer: a, bytes: 10_000_000, size: 20_000_000 },
    );
    expect(describeProgress(state, 80)).toBe(`Reading layers 1/3 ${'█'.repeat(12)}${'░'.repeat(12)} 20 of 40 MB`);
    expect(describeProgress(state)).toBe('Reading layers 1/3 20 of 40 MB');
  });

  it('counts layers that were known as done', () => {
    expect(stateAfter(start, { kind: 'layer-done', layer: a }).layersDone).toBe(2);
  });

  it('names the later phases', () => {
    expect(describeProgress(stateAfter(start, { kind: 'cataloging' }), 80)).toBe('Putting layers together');
    expect(describeProgress(stateAfter(start, { kind: 'matching', packages: 96 }), 80)).toBe('Looking up 96 packages');
  });

  it('never exceeds the terminal', () => {
    expect(describeProgress(stateAfter(start), 20)).toHaveLength(20);
  });

  it('an image without layers divides nothing by zero', () => {
    expect(describeProgress(stateAfter({ kind: 'layers', total: 0, cached: 0, bytes: 0 }), 80)).toBe('Reading layers');
  });
});
