import { createSign } from 'node:crypto';
import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { ApiToken } from '../http/vendor-http.ts';
import { RegistryError } from '../registry-error.ts';
import type { SignInContext } from '../registry-vendor.ts';
import type { KeyFile } from './key-file.ts';

/** Where service accounts sign in; the `token_uri` of a key file is not followed, since it came with the key. */
export const googleTokenHost = 'oauth2.googleapis.com';
const scope = 'https://www.googleapis.com/auth/cloud-platform.read-only';

/** An access token for a signed assertion of the service account (RFC 7523). */
export async function keyToken(key: KeyFile, { http, now, signal }: SignInContext): Promise<ApiToken> {
  const answer = await http.json({
    url: new URL('/token', http.origin(googleTokenHost)),
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertionOf(key.clientEmail, key.privateKey, now()),
    }).toString(),
    what: `token for ${key.clientEmail}`,
    signal,
  });
  const body = isRecord(answer.body) ? answer.body : {};
  const token = asString(body.access_token);
  if (token === undefined) throw new RegistryError('registry/protocol', `${googleTokenHost} gave no access token`);
  return { value: new Secret(token), expiresAt: now() + (Number(body.expires_in) || 3600) * 1000 };
}

function assertionOf(issuer: string, privateKey: Secret, now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = { iss: issuer, scope, aud: `https://${googleTokenHost}/token`, iat: issuedAt, exp: issuedAt + 3600 };
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => encode(JSON.stringify(part))).join('.');
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey.reveal(), 'base64url')}`;
  } catch {
    // The cause may quote the key.
    throw new RegistryError(
      'registry/invalid-settings',
      `the private key of ${issuer} cannot be read: download it anew`,
    );
  }
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
