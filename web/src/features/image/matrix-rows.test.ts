import { expect, it } from 'vitest';
import { matrixRows, type TypeTotals } from './matrix-rows.ts';

const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
const totals: TypeTotals[] = [
  {
    type: 'deb',
    packages: 90,
    vulnerablePackages: 7,
    fixable: { ...none, critical: 2, low: 1 },
    notFixable: { ...none, critical: 1, unknown: 4 },
  },
  { type: 'npm', packages: 10, vulnerablePackages: 1, fixable: { ...none, high: 3 }, notFixable: none },
];

it('counts all findings of each type', () => {
  expect(matrixRows(totals, 'all').rows[0]?.counts).toEqual({ ...none, critical: 3, low: 1, unknown: 4 });
});

it('counts those with a fix, and those without', () => {
  expect(matrixRows(totals, 'yes').rows[0]?.counts).toEqual({ ...none, critical: 2, low: 1 });
  expect(matrixRows(totals, 'no').rows[1]?.counts).toEqual(none);
});

it('adds up the types', () => {
  const { sum } = matrixRows(totals, 'all');
  expect(sum.packages).toBe(100);
  expect(sum.vulnerablePackages).toBe(8);
  expect(sum.counts).toEqual({ ...none, critical: 3, high: 3, low: 1, unknown: 4 });
});

it('has a sum of zero for an image without packages', () => expect(matrixRows([], 'all').sum.counts).toEqual(none));
