import { describe, expect, it } from 'vitest';
import { describeLimit } from './limit-words.ts';

const host = 'registry.example';
const at = '2026-01-01T12:00:00.000Z';

describe('describeLimit', () => {
  it.each([
    [
      'a wait',
      { host, waitingUntil: at, requestsPerSecond: 4, status: 429 },
      [`registry.example is left alone until ${at}: it answered 429 (too many requests).`],
    ],
    [
      'requests that are used up',
      { host, waitingUntil: at },
      [`registry.example is left alone until ${at}: it allows no more requests before.`],
    ],
    [
      'a rate',
      { host, requestsPerSecond: 4.26, status: 503 },
      [
        'registry.example is asked 4.3 times a second at most since it answered 503 (overloaded); that grows again by itself.',
      ],
    ],
    [
      'pulls that are counted',
      { host, pullsLeft: 57, pullsLimit: 100, pullsWindowSeconds: 21_600 },
      ['registry.example allows 57 more of 100 pulls in 6 hours.'],
    ],
    [
      'no pulls left',
      { host, pullsLeft: 0, pullsLimit: 10, pullsWindowSeconds: 90 },
      ['registry.example allows 0 more of 10 pulls in 2 minutes: images that are not known yet wait.'],
    ],
    ['nothing', { host }, []],
  ])('%s', (_, limit, expected) => {
    expect(describeLimit(limit, (time) => time.toISOString())).toEqual(expected);
  });
});
