import { describe, expect, it } from 'vitest';
import { dockerHubPush } from './docker-hub.ts';

describe('docker-hub', () => {
  it.each([
    [
      'a push',
      { push_data: { tag: '1', pusher: 'ada' }, repository: { repo_name: 'team/app' } },
      [{ repository: 'team/app', tag: '1' }],
    ],
    ['no repository', { push_data: { tag: '1' } }, []],
  ])('%s', (_, body, expected) => {
    expect(dockerHubPush.recognises(body)).toBe(true);
    expect(dockerHubPush.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(dockerHubPush.recognises(body)).toBe(false);
    },
  );
});
