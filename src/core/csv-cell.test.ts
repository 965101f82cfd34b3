import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell } from './csv-cell.ts';

it.each([
  ['plain text', 'a b', '"a b"'],
  ['quotes', 'a "b"', '"a ""b"""'],
  ['a formula', '=1+1', `"'=1+1"`],
  ['a formula behind blanks', '  @SUM(A1)', `"'  @SUM(A1)"`],
  ['a full-width equals sign', '\uff1d1', `"'\uff1d1"`],
  ['a line end first', '\n=1', `"'\n=1"`],
  ['a NUL', 'a\0b', '"a\ufffdb"'],
])('%s', (_, text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

it('gives back the text, without what could end the cell or begin a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const inside = csvCell(text).slice(1, -1);
      expect(inside.replaceAll('""', '')).not.toContain('"');
      expect(inside).not.toMatch(/^[=+\-@]/);
      expect(inside.replaceAll('""', '"').replace(/^'/, '')).toBe(text.replaceAll('\0', '\ufffd').replace(/^'/, ''));
    }),
  );
});
