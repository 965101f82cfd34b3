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

  const home = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
  it.each([
    ['its own account', home, '123456789012', 'eu-central-1', undefined],
    ['another account', home, '210987654321', 'eu-west-1', '210987654321.dkr.ecr.eu-west-1.amazonaws.com'],
    ['a region of China', home, '210987654321', 'cn-north-1', '210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn'],
    ['a registry that is no host of ECR', 'mirror.example', '210987654321', 'eu-west-1', undefined],
    ['an account that is none', home, '../x', 'eu-west-1', undefined],
    ['a region that is none', home, '210987654321', 'x.evil.example/', undefined],
  ])('says where, in %s', (_, host, account, region, expected) => {
    const detail = { 'action-type': 'PUSH', result: 'SUCCESS', 'repository-name': 'team/app', 'image-tag': '1' };
    const body = { source: 'aws.ecr', 'detail-type': 'ECR Image Action', account, region, detail };
    const tag = { repository: 'team/app', tag: '1' };
    expect(ecr.pushedTags(body, host)).toEqual([expected === undefined ? tag : { ...tag, host: expected }]);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(ecr.recognises(body)).toBe(false);
    },
  );
});
