import { describe, expect, it } from 'vitest';
import { distribution } from './distribution.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('distribution', () => {
  it.each([
    [
      'a push',
      { events: [{ action: 'push', target: { repository: 'team/app', tag: '1', digest } }] },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    ['a pull', { events: [{ action: 'pull', target: { repository: 'team/app', tag: '1', digest } }] }, []],
    ['a layer', { events: [{ action: 'push', target: { repository: 'team/app', digest } }] }, []],
    ['rubbish among events', { events: [null, 1, { action: 'push', target: 'x' }] }, []],
  ])('%s', (_, body, expected) => {
    expect(distribution.recognises(body)).toBe(true);
    expect(distribution.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(distribution.recognises(body)).toBe(false);
    },
  );
});
