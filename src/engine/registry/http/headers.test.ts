import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { parseContentRange } from './content-range.ts';
import { nextLink } from './link-header.ts';
import { parseRetryAfter } from './retry-after.ts';

describe('nextLink', () => {
  it.each([
    ['quoted', '</v2/_catalog?last=a&n=2>; rel="next"', '/v2/_catalog?last=a&n=2'],
    ['not quoted', '</b>;rel=next', '/b'],
    ['in capitals', '</b>; REL="NEXT"', '/b'],
    ['among several relations', '</b>; rel="last next"', '/b'],
    ['the second link', '</a>; rel="prev", </b>; rel="next"', '/b'],
    ['a comma in the target', '</b?x=1,2>; rel="next"', '/b?x=1,2'],
    ['other parameters first', '</b>; title="a;b"; rel="next"', '/b'],
    ['another relation', '</b>; rel="prev"', undefined],
    ['a relation that only starts so', '</b>; rel="nextish"', undefined],
    ['no relation', '</b>', undefined],
    ['no brackets', '/b; rel="next"', undefined],
    ['nothing', undefined, undefined],
  ])('%s', (_, header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });

  it.each([
    '<'.repeat(200_000),
    '<>;'.repeat(100_000),
    `<a>${';rel='.repeat(50_000)}`,
    `<a>;rel="${' '.repeat(200_000)}`,
  ])('takes no time over long nonsense (%#)', (header) => {
    const start = cpuTimeMs();
    nextLink(header);
    expect(cpuTimeMs() - start).toBeLessThan(1000);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  it.each([
    ['seconds', '120', 120_000],
    ['zero', '0', 0],
    ['space around', ' 5 ', 5000],
    ['IMF-fixdate', 'Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['RFC 850 date', 'Monday, 23-Nov-26 10:00:30 GMT', 30_000],
    ['asctime date', 'Mon Nov 23 10:00:30 2026 GMT', 30_000],
    ['a date in the past', 'Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['negative', '-5', undefined],
    ['a fraction', '1.5', undefined],
    ['too many digits', '1'.repeat(30), undefined],
    ['a word', 'tomorrow', undefined],
    ['empty', '', undefined],
    ['missing', undefined, undefined],
  ])('%s', (_, value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  it('gives a number of milliseconds or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = parseRetryAfter(text, now);
        return found === undefined || (Number.isFinite(found) && found >= 0);
      }),
    );
  });
});

describe('parseContentRange', () => {
  it.each([
    ['with a total', 'bytes 5-9/10', { start: 5, end: 9, total: 10 }],
    ['without a total', 'bytes 0-0/*', { start: 0, end: 0 }],
    ['end before start', 'bytes 9-5/10', undefined],
    ['end past the total', 'bytes 5-10/10', undefined],
    ['not satisfied', 'bytes */10', undefined],
    ['another unit', 'lines 1-2/3', undefined],
    ['huge', `bytes 0-${'9'.repeat(20)}/*`, undefined],
    ['missing', undefined, undefined],
  ])('%s', (_, value, expected) => {
    expect(parseContentRange(value)).toEqual(expected);
  });
});
