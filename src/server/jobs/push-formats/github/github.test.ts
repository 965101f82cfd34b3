import { describe, expect, it } from 'vitest';
import { github } from './github.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('github', () => {
  it.each([
    [
      'a push',
      {
        action: 'published',
        registry_package: {
          namespace: 'Team',
          name: 'app',
          package_type: 'CONTAINER',
          package_version: { container_metadata: { tag: { name: '1', digest } } },
        },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'the same as a package event',
      {
        action: 'updated',
        package: {
          namespace: 'team',
          name: 'app',
          ecosystem: 'CONTAINER',
          package_version: { container_metadata: { tag: { name: '1', digest } } },
        },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    ['an npm package', { action: 'published', package: { namespace: 'team', name: 'app', package_type: 'npm' } }, []],
    [
      'an untagged image',
      {
        action: 'published',
        package: {
          namespace: 'team',
          name: 'app',
          package_type: 'CONTAINER',
          package_version: { container_metadata: { tag: { name: '' } } },
        },
      },
      [],
    ],
    ['the ping at first', { zen: 'Design for failure.', hook: {} }, []],
  ])('%s', (_, body, expected) => {
    expect(github.recognises(body)).toBe(true);
    expect(github.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(github.recognises(body)).toBe(false);
    },
  );
});
