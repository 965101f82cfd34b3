import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { RegistryCredential } from '../auth/registry-credential.ts';
import { RegistryError } from '../registry-error.ts';

/** Reads what `GetAuthorizationToken` gives: base64 of `AWS:password`, and when it ends (seconds since 1970). */
export function readAuthorization(data: unknown, now: number): RegistryCredential {
  const token = isRecord(data) ? asString(data.authorizationToken) : undefined;
  const [username, ...password] = Buffer.from(token ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (!isRecord(data) || username === undefined || username === '' || password.length === 0) {
    throw new RegistryError('registry/protocol', 'AWS gave no authorization token for the registry');
  }
  const seconds = Number(data.expiresAt);
  const expiresAt = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : now + 3_600_000;
  return { username, password: new Secret(password.join(':')), expiresAt };
}
