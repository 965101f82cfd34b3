import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '#engine/report/index.ts';
import { fitColumns, type ListColumn } from './fit-columns.ts';

type Row = readonly [image: string, platform: string, high: string, note: string];

const columns: readonly ListColumn<Row>[] = [
  { title: 'IMAGE', text: ([image]) => image, maxWidth: 90, keepsEnd: true },
  { title: 'PLATFORM', text: ([, platform]) => platform, isExtra: 1 },
  { title: 'HIGH', text: ([, , high]) => high, alignRight: true },
  { title: 'NOTE', text: ([, , , note]) => note, maxWidth: 90, isExtra: 2 },
];
const row: Row = ['registry.example/a-team/an-application:1.0.0', 'linux/amd64', '12', 'the registry answers with 503'];
const shown = (width: number, rows: readonly Row[] = [row]) =>
  [...layOut(rows, fitColumns(rows, columns, width), false)].map((line) => line.trimEnd());

describe('fitColumns', () => {
  it.each<[string, number, string]>([
    [
      'enough room',
      100,
      'registry.example/a-team/an-application:1.0.0  linux/amd64    12  the registry answers with 503',
    ],
    ['less room', 80, '…e/a-team/an-application:1.0.0  linux/amd64    12  the registry answers with 503'],
    ['room for less', 70, '…am/an-application:1.0.0  linux/amd64    12  the registry answers wit…'],
    ['one extra column left out', 50, '…le/a-team/an-application:1.0.0  linux/amd64    12'],
    ['both left out', 30, '…am/an-application:1.0.0    12'],
    ['too little room for anything', 5, '…plication:1.0.0    12'],
  ])('shows what there is room for: %s', (_name, width, expected) => {
    expect(shown(width)[1]).toBe(expected);
  });

  it('never throws, and never makes a column wider', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string(), fc.string(), fc.string())),
        fc.integer({ max: 300 }),
        (rows, width) => {
          const wide = Math.max(0, ...[...layOut(rows, columns, false)].map((line) => line.length));
          for (const line of layOut(rows, fitColumns(rows, columns, width), false))
            expect(line.length).toBeLessThanOrEqual(wide);
        },
      ),
    );
  });
});
