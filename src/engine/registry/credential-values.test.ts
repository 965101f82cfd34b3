import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { readCredentialValues } from './credential-values.ts';
import type { RegistryVendor } from './registry-vendor.ts';
import { registryVendors } from './registry-vendors.ts';

const vendor = {
  displayName: 'Test registry',
  credentials: [
    { name: 'region', label: 'Region', help: '' },
    { name: 'key', label: 'Key', secret: true, optional: true, help: '' },
  ],
};

describe('readCredentialValues', () => {
  it('reads what is filled in', () => {
    const { values, problems } = readCredentialValues(vendor, { region: 'eu', key: 's3cret' });
    expect(problems).toEqual([]);
    expect(values.key).toBeInstanceOf(Secret);
    expect([values.region?.reveal(), values.key?.reveal()]).toEqual(['eu', 's3cret']);
  });

  it.each([
    ['optional fields may be empty', { region: 'eu', key: '' }, []],
    ['optional fields may be missing', { region: 'eu' }, []],
    ['needed fields may not', { key: 'x' }, ['credential.region: is missing']],
    ['nor be empty', { region: '' }, ['credential.region: is missing']],
    ['unknown fields', { region: 'eu', pasword: 'x' }, ['credential.pasword: Test registry has no such field']],
    ['not a string', { region: 7 }, ['credential.region: must be a string']],
    ['too long', { region: 'x'.repeat(70_000) }, ['credential.region: is longer than 64 KiB']],
    ['not an object', 'hello', ['credential: must be an object']],
    ['null', null, ['credential: must be an object']],
    [
      'inherited names',
      JSON.parse('{"__proto__":{"region":"x"}}'),
      expect.arrayContaining(['credential.region: is missing']),
    ],
  ])('%s', (_, input, problems) => {
    expect(readCredentialValues(vendor, input).problems).toEqual(problems);
  });

  it('problems hold no values', () => {
    const { problems } = readCredentialValues(vendor, { region: ['s3cret'], extra: 's3cret' });
    expect(problems.join()).not.toContain('s3cret');
  });

  it.each<RegistryVendor>(registryVendors)(
    'the form of $name: names are unique, and every secret is marked',
    ({ credentials }) => {
      const names = credentials.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { name, secret } of credentials)
        expect(secret === true).toBe(/password|token|secret|apiKey|keyFile|externalId/i.test(name));
    },
  );
});
