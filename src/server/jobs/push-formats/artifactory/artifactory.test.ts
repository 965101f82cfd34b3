import { describe, expect, it } from 'vitest';
import { artifactory } from './artifactory.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('artifactory', () => {
  it.each([
    [
      'a push',
      {
        domain: 'docker',
        event_type: 'pushed',
        data: { repo_key: 'team', image_name: 'app', tag: '1', sha256: 'a'.repeat(64) },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'a push to the repository that the host is named after',
      {
        domain: 'docker',
        event_type: 'pushed',
        data: { repo_key: 'registry', image_name: 'team/app', tag: '1', sha256: 'a'.repeat(64) },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'a push to a repository that the host is only spelt like',
      {
        domain: 'docker',
        event_type: 'pushed',
        data: { repo_key: 'reg', image_name: 'app', tag: '1', sha256: 'a'.repeat(64) },
      },
      [{ repository: 'reg/app', tag: '1', digest }],
    ],
    [
      'a deletion',
      { domain: 'docker', event_type: 'deleted', data: { repo_key: 'team', image_name: 'app', tag: '1' } },
      [],
    ],
    ['another domain', { domain: 'artifact', event_type: 'deployed', data: { repo_key: 'team', name: 'x' } }, []],
  ])('%s', (_, body, expected) => {
    expect(artifactory.recognises(body)).toBe(true);
    expect(artifactory.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(artifactory.recognises(body)).toBe(false);
    },
  );

  it('finds the repository in a name of JFrog’s own', () => {
    const data = { repo_key: 'team', image_name: 'app', tag: '1' };
    const body = { domain: 'docker', event_type: 'pushed', data };
    expect(artifactory.pushedTags(body, 'acme-team.jfrog.io')).toEqual([{ repository: 'app', tag: '1' }]);
  });
});
