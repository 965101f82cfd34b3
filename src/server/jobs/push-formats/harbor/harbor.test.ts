import { describe, expect, it } from 'vitest';
import { harbor } from './harbor.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('harbor', () => {
  it.each([
    [
      'a push',
      {
        type: 'PUSH_ARTIFACT',
        event_data: { resources: [{ tag: '1', digest }], repository: { repo_full_name: 'team/app' } },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'a push as a CloudEvent',
      {
        type: 'harbor.artifact.pushed',
        data: { resources: [{ tag: '1', digest }], repository: { repo_full_name: 'team/app' } },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'a pull',
      { type: 'PULL_ARTIFACT', event_data: { resources: [{ tag: '1' }], repository: { repo_full_name: 'team/app' } } },
      [],
    ],
    [
      'an artifact without a tag, which Harbor names by its digest',
      { type: 'PUSH_ARTIFACT', event_data: { resources: [{ tag: '' }], repository: { repo_full_name: 'team/app' } } },
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(harbor.recognises(body)).toBe(true);
    expect(harbor.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(harbor.recognises(body)).toBe(false);
    },
  );
});
