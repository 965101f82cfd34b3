import { describe, expect, it } from 'vitest';
import { nexus } from './nexus.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('nexus', () => {
  it.each([
    [
      'a component',
      { repositoryName: 'docker', action: 'CREATED', component: { format: 'docker', name: 'team/app', version: '1' } },
      [{ repository: 'team/app', tag: '1' }],
    ],
    [
      'an asset',
      { repositoryName: 'docker', action: 'UPDATED', asset: { format: 'docker', name: 'v2/team/app/manifests/1' } },
      [{ repository: 'team/app', tag: '1' }],
    ],
    [
      'the manifest of one platform',
      {
        repositoryName: 'docker',
        action: 'CREATED',
        asset: { format: 'docker', name: `v2/team/app/manifests/${digest}` },
      },
      [],
    ],
    [
      'a layer',
      { repositoryName: 'docker', action: 'CREATED', asset: { format: 'docker', name: `v2/-/blobs/${digest}` } },
      [],
    ],
    [
      'a deletion',
      { repositoryName: 'docker', action: 'DELETED', component: { format: 'docker', name: 'team/app', version: '1' } },
      [],
    ],
    [
      'a Maven component',
      { repositoryName: 'maven', action: 'CREATED', component: { format: 'maven2', name: 'app', version: '1' } },
      [],
    ],
  ])('%s', (_, body, expected) => {
    expect(nexus.recognises(body)).toBe(true);
    expect(nexus.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(nexus.recognises(body)).toBe(false);
    },
  );
});
