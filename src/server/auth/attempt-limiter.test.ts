import { describe, expect, it } from 'vitest';
import { createAttemptLimiter } from './attempt-limiter.ts';

describe('the attempt limiter', () => {
  it('lets so many attempts fail, and then makes one wait for the rest of the window', () => {
    let now = 0;
    const limiter = createAttemptLimiter({ allowed: 2, windowMs: 10_000, now: () => now });
    limiter.failed('a');
    expect(limiter.waitSeconds('a')).toBe(0);
    limiter.failed('a');
    now = 4_000;
    expect(limiter.waitSeconds('a')).toBe(6);
    expect(limiter.waitSeconds('b')).toBe(0);
    now = 10_000;
    expect(limiter.waitSeconds('a')).toBe(0);
  });

  it('forgets failures after a success', () => {
    const limiter = createAttemptLimiter({ allowed: 1, windowMs: 10_000, now: () => 0 });
    limiter.failed('a');
    limiter.succeeded('a');
    expect(limiter.waitSeconds('a')).toBe(0);
  });
});
