import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestQuota } from './request-quota.ts';

const now = Date.parse('2026-03-01T10:00:00Z');
const inMinute = String(now / 1000 + 60);

describe('parseRequestQuota', () => {
  it.each([
    [
      'GitHub: when, in seconds since 1970',
      { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4987', 'x-ratelimit-reset': inMinute },
      { remaining: 4987, resetMs: 61_000 },
    ],
    [
      'GitLab: the same without the x',
      { 'ratelimit-limit': '600', 'ratelimit-remaining': '0', 'ratelimit-reset': inMinute },
      { remaining: 0, resetMs: 61_000 },
    ],
    [
      'by the clock of the server, where it is another one',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inMinute, date: 'Sun, 01 Mar 2026 09:59:00 GMT' },
      { remaining: 0, resetMs: 121_000 },
    ],
    [
      'in milliseconds since 1970',
      { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': String(now + 5_000) },
      { remaining: 1, resetMs: 6_000 },
    ],
    [
      'begun anew already',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 - 60) },
      { remaining: 0, resetMs: 1_000 },
    ],
    [
      'an earlier draft: in how long',
      { 'ratelimit-limit': '10, 10;w=1', 'ratelimit-remaining': '0', 'ratelimit-reset': '7' },
      { remaining: 0, resetMs: 7_000 },
    ],
    ['draft 07: one field', { ratelimit: 'limit=100, remaining=50, reset=5' }, { remaining: 50, resetMs: 5_000 }],
    ['the draft', { ratelimit: '"default";r=50;t=30' }, { remaining: 50, resetMs: 30_000 }],
    ['the draft, with a partition', { ratelimit: '"default";r=0;pk=:dHJpYWw=:;t=3' }, { remaining: 0, resetMs: 3_000 }],
    [
      'the draft, several policies: the scarcest',
      { ratelimit: '"burst";r=5;t=3, "daily";r=0;t=600, "hourly";r=0;t=60' },
      { remaining: 0, resetMs: 600_000 },
    ],
    [
      'Docker Hub, which counts pulls',
      { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' },
      undefined,
    ],
    [
      'no limit at all',
      { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' },
      undefined,
    ],
    ['no word of when', { 'x-ratelimit-remaining': '0' }, undefined],
    ['nonsense', { 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': 'soon', ratelimit: ';;r=;t=,=' }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, given, expected) => {
    const headers: Readonly<Record<string, string | undefined>> = given;
    expect(parseRequestQuota((name) => headers[name], now)).toEqual(expected);
  });

  it('never throws, and says no wait that has no end', () => {
    const field = fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('"a";r=0;t=1', 'remaining=0, reset=9'));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('ratelimit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'date'), field),
        (headers) => {
          const quota = parseRequestQuota((name) => headers[name], now);
          if (quota !== undefined) expect(Number.isFinite(quota.resetMs) && quota.resetMs >= 0).toBe(true);
        },
      ),
    );
  });
});
