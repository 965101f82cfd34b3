import { describe, expect, it } from 'vitest';
import { asSecrets } from '#tests/support/registry/as-secrets.ts';
import type { RegistryVendor } from '../../registry-vendor.ts';
import { ecr } from './ecr.ts';

const vendor: RegistryVendor = ecr;

const org = { machineRole: 'yes', organisation: 'yes' };

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
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'organizations.us-east-1.amazonaws.com', {}, false],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'organizations.us-east-1.amazonaws.com', org, true],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'organizations.cn-northwest-1.amazonaws.com.cn', org, true],
    ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', 'account.us-gov-west-1.amazonaws.com', org, true],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'api.ecr.us-east-1.amazonaws.com', org, false],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
      'api.ecr.us-east-1.amazonaws.com',
      { ...org, regions: 'us-east-1' },
      true,
    ],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'api.ecr.x.evil.example', { ...org, regions: 'all' }, false],
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
    ['an organisation that is maybe', { machineRole: 'yes', organisation: 'maybe' }, 'yes or empty'],
    ['regions without an organisation', { machineRole: 'yes', regions: 'eu-west-1' }, 'go with'],
    ['an ARN for the role of members', { ...org, memberRole: 'arn:aws:iam::123456789012:role/x' }, 'without the ARN'],
    ['accounts that are none', { ...org, accounts: '123456789012, acme' }, 'twelve digits'],
    ['regions that are none', { ...org, regions: 'eu-west-1, evil.example' }, 'regions are names'],
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
    ['an organisation', org],
    [
      'one of accounts and regions',
      { ...org, accounts: '123456789012', regions: 'eu-west-1 us-gov-east-1', externalId: 'x' },
    ],
    ['one in all regions', { ...org, regions: 'all' }],
  ])('takes %s', (_, values) => {
    expect(ecr.checkCredential(asSecrets(values))).toBeUndefined();
  });
});
