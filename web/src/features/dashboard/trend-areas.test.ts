import { expect, it } from 'vitest';
import { trendAreas } from './trend-areas.ts';

const counts = (critical: number, high: number) => ({ critical, high, medium: 0, low: 0, negligible: 0, unknown: 0 });

it('stacks severities on each other and fills the height with the highest day', () => {
  const days = [
    { day: '2026-05-01', severityCounts: counts(1, 1) },
    { day: '2026-05-02', severityCounts: counts(2, 2) },
  ];
  const { areas, highest } = trendAreas(days, 100, 40);
  expect(highest).toBe(4);
  expect(areas[0]).toEqual({ severity: 'critical', path: 'M0,30L100,20L100,40L0,40Z' });
  expect(areas[1]).toEqual({ severity: 'high', path: 'M0,20L100,0L100,20L0,30Z' });
});

it('draws nothing impossible where no day is known, or none has findings', () => {
  expect(trendAreas([], 100, 40).highest).toBe(1);
  const { areas } = trendAreas([{ day: '2026-05-01', severityCounts: counts(0, 0) }], 100, 40);
  expect(areas[0]?.path).toBe('M50,40L50,40Z');
});
