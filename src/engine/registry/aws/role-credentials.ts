import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import { RegistryError } from '../registry-error.ts';
import type { AwsKeys } from './sign-request.ts';

/** Reads what STS gives for taking on a role; `Expiration` is in seconds since 1970 in its JSON. */
export function readRole(
  body: unknown,
  { action, what, now }: { readonly action: string; readonly what: string; readonly now: number },
): AwsKeys & { readonly expiresAt: number } {
  const response = isRecord(body) ? body[`${action}Response`] : undefined;
  const result = isRecord(response) ? response[`${action}Result`] : undefined;
  const found = isRecord(result) && isRecord(result.Credentials) ? result.Credentials : {};
  const [id, secret, token] = [found.AccessKeyId, found.SecretAccessKey, found.SessionToken].map(asString);
  if (id === undefined || secret === undefined || token === undefined) {
    throw new RegistryError('registry/protocol', `${what}: the answer holds no keys`);
  }
  const seconds = Number(found.Expiration);
  const expiresAt = Number.isFinite(seconds) ? seconds * 1000 : now + 15 * 60_000;
  return { accessKeyId: id, secretAccessKey: new Secret(secret), sessionToken: new Secret(token), expiresAt };
}
