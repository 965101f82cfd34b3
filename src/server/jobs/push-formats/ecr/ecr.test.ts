import { describe, expect, it } from 'vitest';
import { ecr } from './ecr.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('ecr', () => {
  it.each([
    [
      'a push',
      {
        source: 'aws.ecr',
        'detail-type': 'ECR Image Action',
        detail: {
          'action-type': 'PUSH',
          result: 'SUCCESS',
          'repository-name': 'team/app',
          'image-tag': '1',
          'image-digest': digest,
        },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    [
      'a push that failed',
      {
        source: 'aws.ecr',
        'detail-type': 'ECR Image Action',
        detail: { 'action-type': 'PUSH', result: 'FAILURE', 'repository-name': 'team/app', 'image-tag': '1' },
      },
      [],
    ],
    ['a scan', { source: 'aws.ecr', 'detail-type': 'ECR Image Scan', detail: { 'repository-name': 'team/app' } }, []],
  ])('%s', (_, body, expected) => {
    expect(ecr.recognises(body)).toBe(true);
    expect(ecr.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(ecr.recognises(body)).toBe(false);
    },
  );
});
