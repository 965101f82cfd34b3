import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { ecr } from './ecr.ts';

const vendor: RegistryVendor = ecr;

describe('ecr', () => {
  it.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', true],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', true],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com.example', false],
    ['12345.dkr.ecr.eu-west-1.amazonaws.com', false],
  ])('recognises %s: %s', (host, expected) => {
    expect(ecr.recognises(host)).toBe(expected);
  });

  it.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'api.ecr.eu-west-1.amazonaws.com', {}, true],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com', {}, true],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'api.ecr.us-east-1.amazonaws.com', {}, false],
    ['registry.example', 'api.ecr.eu-west-1.amazonaws.com', {}, false],
  ])('for %s, %s with %j is its API: %s', (host, asked, values, expected) => {
    expect(vendor.isApiHost?.(asked, { host, values: asSecrets(values) })).toBe(expected);
  });

  it.each([
    ['nothing', {}, 'together'],
    ['a role that is none', { accessKeyId: 'a', secretAccessKey: 'b', roleArn: 'admin' }, 'ARN'],
    ['an external ID without a role', { accessKeyId: 'a', secretAccessKey: 'b', externalId: 'x' }, 'with a role'],
    [
      'both keys and the role of this machine',
      { accessKeyId: 'a', secretAccessKey: 'b', machineRole: 'yes' },
      'either',
    ],
    ['a role of this machine that is maybe', { machineRole: 'maybe' }, 'yes or empty'],
  ])('refuses %s', (_, values, message) => {
    expect(ecr.checkCredential(asSecrets(values))).toContain(message);
  });

  it.each([
    ['keys', { accessKeyId: 'a', secretAccessKey: 'b' }],
    [
      'a role',
      { accessKeyId: 'a', secretAccessKey: 'b', roleArn: 'arn:aws:iam::123456789012:role/a/b', externalId: 'x' },
    ],
    ['the role of this machine', { machineRole: 'yes' }],
  ])('takes %s', (_, values) => {
    expect(ecr.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
