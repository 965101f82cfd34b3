import { expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { responseError } from './response-error.ts';

interface Asked {
  readonly status?: number;
  readonly what?: string;
  readonly hasCredential?: boolean;
}

async function messageOf(
  words: string,
  { status = 403, what = 'x', hasCredential = true }: Asked = {},
): Promise<string> {
  const response = {
    status,
    url: new URL('https://r.example/v2/'),
    header: () => undefined,
    body: (async function* () {
      yield Buffer.from(JSON.stringify({ errors: [{ code: 'DENIED', message: words }] }));
    })(),
    discard: () => undefined,
  };
  const options = { what, hasCredential, now: () => 0, limits: defaultLimits, connection: {} };
  return (await responseError(response, { ...options, signal: AbortSignal.timeout(60_000) })).message;
}

const basic = Buffer.from('u:s3cret-word').toString('base64');

it.each([
  ['Basic', `got authorization: Basic ${basic}, which is wrong`, 'got authorization: Basic [redacted], which is wrong'],
  ['Basic in JSON', `{"Authorization":"Basic ${basic}"}`, '{"Authorization":"Basic [redacted]"}'],
  ['a short one', 'basic dTpw', 'basic dTpw'],
  ['a short one with its padding', 'basic dTpwdw==', 'basic [redacted]'],
  ['Bearer', 'bearer: eyJhbGciOi.eyJzdWIi-_.c2ln is over', 'bearer [redacted] is over'],
  ['an opaque token', `Bearer ${'x'.repeat(24)}`, 'Bearer [redacted]'],
  [
    'no credential',
    'Basic authentication is off, bearer tokens are asked for',
    'Basic authentication is off, bearer tokens are asked for',
  ],
])('a registry that quotes %s from the request is quoted without', async (_, words, shown) => {
  expect(await messageOf(words)).toBe(`x: r.example answered 403: DENIED ${shown}; use a credential with this right`);
});

it.each([
  [
    'a registry, with a credential',
    'registry r.example',
    true,
    'registry r.example answered 401: DENIED no; the credential was refused: check it',
  ],
  [
    'a registry, without',
    'registry r.example',
    false,
    'registry r.example answered 401: DENIED no; it wants a credential: give a user name and password',
  ],
  [
    'an image',
    'manifest r.example/x:1',
    true,
    'manifest r.example/x:1: r.example answered 401: DENIED no; the credential was refused or does not reach this repository: check it',
  ],
])('a refusal of %s is told once', async (_name, what, hasCredential, message) => {
  expect(await messageOf('no', { status: 401, what, hasCredential })).toBe(message);
});

it('control characters of a registry are blanks', async () => {
  expect(await messageOf('a\u001b[31m\u0000\u202e\r\nb')).toContain('DENIED a [31m b;');
});
