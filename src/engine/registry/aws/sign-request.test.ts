import { describe, expect, it } from 'vitest';
import { Secret } from '#core/secret.ts';
import { signRequest } from './sign-request.ts';

/** The example keys, date and requests of the AWS Signature Version 4 test suite. */
const keys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'),
};
const now = new Date('2015-08-30T12:36:00.000Z');
const request = {
  url: new URL('https://example.amazonaws.com/'),
  headers: {},
  body: '',
  region: 'us-east-1',
  service: 'service',
};

describe('signRequest', () => {
  it('signs as the test suite has it: post-vanilla', () => {
    expect(signRequest(request, keys, now)).toEqual({
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    });
  });

  it('signs as the test suite has it: post-x-www-form-urlencoded', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { authorization } = signRequest({ ...request, headers, body: 'Param1=value1' }, keys, now);
    expect(authorization).toMatch(/Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a$/);
  });

  it('signs the session token along', () => {
    const headers = signRequest(request, { ...keys, sessionToken: new Secret('session') }, now);
    expect(headers['x-amz-security-token']).toBe('session');
    expect(headers.authorization).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  });
});
