import { expect, it } from 'vitest';
import type { Scan } from '#api/models.ts';
import { describeProgress } from '../progress/describe-progress.ts';
import { progressOf } from './progress-of.ts';

const scan = { state: 'running', attempts: 0 } as const;
const reading = { phase: 'reading', bytes: 5_000_000, totalBytes: 20_000_000, layers: 4, cachedLayers: 1 } as const;

it.each<[Partial<Scan>, RegExp]>([
  [{ state: 'queued' }, /^Waits for a free worker$/],
  [{ state: 'queued', attempts: 2 }, /^Waits to be tried again \(2 so far\)$/],
  [{}, /^Starting$/],
  [{ progress: reading }, /^Reading layers 1\/4 █{6}░{18} 5\.0 of 20 MB$/],
  [{ progress: { ...reading, phase: 'matching' } }, /^Looking up packages$/],
])('%j', (change, expected) => {
  expect(describeProgress(progressOf({ ...scan, ...change }), 100)).toMatch(expected);
});
