import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRefresher } from './refresher.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('reads each key once, however often it is told', () => {
  const read: unknown[] = [];
  const refresher = createRefresher((key) => read.push(key), 500);
  for (let times = 0; times < 100; times += 1) refresher.refresh(['scans', { state: 'running' }]);
  refresher.refresh(['status']);
  expect(read).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(read).toEqual([['scans', { state: 'running' }], ['status']]);
});

it('starts anew after it has read', () => {
  const read: unknown[] = [];
  const refresher = createRefresher((key) => read.push(key), 500);
  refresher.refresh(['status']);
  vi.advanceTimersByTime(500);
  refresher.refresh(['status']);
  vi.advanceTimersByTime(499);
  expect(read).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(read).toHaveLength(2);
});

it('reads nothing once it is stopped', () => {
  const read: unknown[] = [];
  const refresher = createRefresher((key) => read.push(key), 500);
  refresher.refresh(['status']);
  refresher.stop();
  vi.advanceTimersByTime(1000);
  expect(read).toEqual([]);
});
