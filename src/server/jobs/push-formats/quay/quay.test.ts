import { describe, expect, it } from 'vitest';
import { quay } from './quay.ts';

describe('quay', () => {
  it.each([
    [
      'a push',
      { repository: 'team/app', docker_url: 'quay.example/team/app', updated_tags: ['1', '2'] },
      [
        { repository: 'team/app', tag: '1' },
        { repository: 'team/app', tag: '2' },
      ],
    ],
    [
      'a push as older releases tell it',
      { repository: 'team/app', docker_url: 'quay.example/team/app', updated_tags: { '1': 'abc' } },
      [{ repository: 'team/app', tag: '1' }],
    ],
    ['a build', { repository: 'team/app', docker_url: 'quay.example/team/app', build_id: 'x' }, []],
  ])('%s', (_, body, expected) => {
    expect(quay.recognises(body)).toBe(true);
    expect(quay.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(quay.recognises(body)).toBe(false);
    },
  );
});
