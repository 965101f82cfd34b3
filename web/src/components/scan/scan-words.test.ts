import { describe, expect, it } from 'vitest';
import { describeProgress, percentDone, type ScanProgressFacts, scanPhases } from './scan-words.ts';

const reading: ScanProgressFacts = { phase: 'reading', bytes: 12e6, totalBytes: 40e6, layers: 5, cachedLayers: 2 };

describe('percentDone', () => {
  it('only grows from phase to phase', () => {
    const steps = scanPhases.map((phase) => percentDone({ ...reading, phase }));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(new Set(steps).size).toBe(scanPhases.length);
  });
  it('follows the bytes while layers are read, and never passes the next phase', () => {
    expect(percentDone({ ...reading, bytes: 0 })).toBe(5);
    expect(percentDone({ ...reading, bytes: 99e6 })).toBe(80);
    expect(percentDone({ ...reading, totalBytes: 0 })).toBe(80);
  });
  it('is nothing before it began', () => expect(percentDone(undefined)).toBe(0));
});

describe('describeProgress', () => {
  it.each([
    [undefined, 'Begins'],
    [reading, 'Read its layers: 12.0 MB of 40.0 MB, 2 of 5 known'],
    [{ ...reading, cachedLayers: 0 }, 'Read its layers: 12.0 MB of 40.0 MB'],
    [{ ...reading, layers: 0 }, 'Read its layers'],
    [{ ...reading, phase: 'matching' }, 'Look up its packages in advisories'],
  ] as const)('%j', (progress, words) => expect(describeProgress(progress)).toBe(words));
});
