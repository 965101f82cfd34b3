import { describe, expect, it } from 'vitest';
import { createAttemptLimiter } from './attempt-limiter.ts';

describe('the attempt limiter', () => {
  it('lets so many attempts fail, and then makes one wait for the rest of the window', () => {
    let now = 0;
    const limiter = createAttemptLimiter({ allowed: 2, windowMs: 10_000, now: () => now });
    limiter.begin('a');
    expect(limiter.waitSeconds('a')).toBe(0);
    limiter.begin('a');
    now = 4_000;
    expect(limiter.waitSeconds('a')).toBe(6);
    expect(limiter.waitSeconds('b')).toBe(0);
    now = 10_000;
    expect(limiter.waitSeconds('a')).toBe(0);
  });

  it('forgets failures when it is told to', () => {
    const limiter = createAttemptLimiter({ allowed: 1, windowMs: 10_000, now: () => 0 });
    limiter.begin('a');
    limiter.forget('a');
    expect(limiter.waitSeconds('a')).toBe(0);
  });

  it('takes back what has not failed, and that alone', () => {
    const limiter = createAttemptLimiter({ allowed: 2, windowMs: 10_000, now: () => 0 });
    limiter.takeBack('a');
    for (let count = 0; count < 3; count += 1) limiter.begin('a');
    limiter.takeBack('a');
    expect(limiter.waitSeconds('a')).toBe(10);
    limiter.takeBack('a');
    expect(limiter.waitSeconds('a')).toBe(0);
  });
});
