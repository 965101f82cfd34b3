import { describe, expect, it } from 'vitest';
import { parseRateLimit } from './rate-limit.ts';

describe('parseRateLimit', () => {
  it.each([
    ['as Docker Hub writes it', '100;w=21600', '76;w=21600', { limit: 100, remaining: 76, windowSeconds: 21_600 }],
    ['without a window', '100', '0', { limit: 100, remaining: 0 }],
    ['missing', undefined, undefined, undefined],
    ['half of it', '100;w=21600', undefined, undefined],
    ['nonsense', 'many', '-1', undefined],
    ['endless digits', '9'.repeat(100), '9'.repeat(100), undefined],
    ['of requests, not of pulls, as GitLab writes it', '600', '0', undefined, '1772359200'],
  ])('%s', (_, limit, remaining, expected, reset?: string) => {
    const headers: Readonly<Record<string, string | undefined>> = {
      'ratelimit-limit': limit,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': reset,
    };
    expect(parseRateLimit((name) => headers[name])).toEqual(expected);
  });
});
