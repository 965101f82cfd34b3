import { describe, expect, it } from 'vitest';
import { artifactRegistry } from './artifact-registry.ts';

const push = (data: unknown) => ({
  subscription: 'projects/p/subscriptions/s',
  message: { data: Buffer.from(JSON.stringify(data)).toString('base64') },
});
const digest = `sha256:${'a'.repeat(64)}`;

describe('artifact-registry', () => {
  it.each([
    [
      'a push',
      push({ action: 'INSERT', tag: 'registry.example/team/app:1', digest: `registry.example/team/app@${digest}` }),
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    ['a push to another registry of the project', push({ action: 'INSERT', tag: 'other.example/team/app:1' }), []],
    ['a push without a tag', push({ action: 'INSERT', digest: `registry.example/team/app@${digest}` }), []],
    ['a deletion', push({ action: 'DELETE', tag: 'registry.example/team/app:1' }), []],
    ['what is no JSON', { subscription: 's', message: { data: '!!' } }, []],
  ])('%s', (_, body, expected) => {
    expect(artifactRegistry.recognises(body)).toBe(true);
    expect(artifactRegistry.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(artifactRegistry.recognises(body)).toBe(false);
    },
  );
});
