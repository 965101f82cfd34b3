import type { PasswordCredential } from './registry-credential.ts';

/** The `Authorization` header of HTTP Basic (RFC 7617), UTF-8. */
export function basicAuthorization({ username, password }: PasswordCredential): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}`;
}
