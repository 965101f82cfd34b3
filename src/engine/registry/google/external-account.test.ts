import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../registry-error.ts';
import { readExternalAccount } from './external-account.ts';

const good = {
  type: 'external_account',
  audience: '//iam.googleapis.com/projects/7/locations/global/workloadIdentityPools/p/providers/x',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: { file: '/var/run/token' },
};
const iam = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';

describe('readExternalAccount', () => {
  it.each([
    [
      'a token as it is',
      good,
      { source: { at: { file: '/var/run/token' }, member: undefined }, account: undefined, lifetimeSeconds: 3600 },
    ],
    [
      'a token in JSON, a service account and how long its tokens live',
      {
        ...good,
        credential_source: { file: '/t', format: { type: 'json', subject_token_field_name: 'id_token' } },
        service_account_impersonation_url: `${iam}/a@b.example:generateAccessToken`,
        service_account_impersonation: { token_lifetime_seconds: 1800 },
      },
      { source: { at: { file: '/t' }, member: 'id_token' }, account: 'a@b.example', lifetimeSeconds: 1800 },
    ],
    [
      'a life of tokens that the service does not take',
      { ...good, service_account_impersonation: { token_lifetime_seconds: 5 } },
      { lifetimeSeconds: 3600 },
    ],
  ])('takes %s', (_, body, expected) => {
    expect(readExternalAccount(JSON.stringify(body))).toMatchObject(expected);
  });

  it.each([
    ['what is no JSON', 'type: external_account', 'neither'],
    ['a configuration of a user', JSON.stringify({ type: 'authorized_user' }), 'neither'],
    ['one without an audience', JSON.stringify({ ...good, audience: undefined }), 'audience'],
    [
      'a program',
      JSON.stringify({ ...good, credential_source: { executable: { command: 'x' } } }),
      'only credential_source.file',
    ],
    [
      'impersonation elsewhere',
      JSON.stringify({ ...good, service_account_impersonation_url: 'https://evil.example/a@b:generateAccessToken' }),
      'is not below',
    ],
    [
      'impersonation with another path',
      JSON.stringify({ ...good, service_account_impersonation_url: `${iam}/../../x:generateAccessToken` }),
      'is not below',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => readExternalAccount(text)).toThrow(message);
  });

  it('throws nothing but errors of ours', () => {
    const json = fc.record(
      {
        type: fc.constant('external_account'),
        audience: fc.string(),
        subject_token_type: fc.string(),
        credential_source: fc.oneof(
          fc.jsonValue(),
          fc.record({ file: fc.string(), format: fc.jsonValue() }),
          fc.record({ url: fc.string().map((path) => `https://a.example/${path}`), headers: fc.jsonValue() }),
        ),
        service_account_impersonation_url: fc.oneof(fc.string(), fc.jsonValue()),
        service_account_impersonation: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          json.map((body) => JSON.stringify(body)),
        ),
        (text) => {
          try {
            readExternalAccount(text);
          } catch (error) {
            expect(error).toBeInstanceOf(RegistryError);
          }
        },
      ),
    );
  });
});
