import type { Secret } from '#core/secret.ts';
import type { SignInContext } from '../registry-vendor.ts';
import { readRole } from './role-credentials.ts';
import { type AwsKeys, signRequest } from './sign-request.ts';

/** Keys that end (milliseconds since 1970), or do not. */
export type LentKeys = AwsKeys & { readonly expiresAt?: number };

/** Where signing in takes place: STS of a region. */
export interface AwsPlace {
  readonly region: string;
  /** `amazonaws.com`, or `amazonaws.com.cn` in China. */
  readonly domain: string;
}

/** Takes on a role with the keys that may (docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). */
export async function assumeRole(
  {
    roleArn,
    externalId,
    keys,
  }: { readonly roleArn: string; readonly externalId: Secret | undefined; readonly keys: AwsKeys },
  { http, now, signal }: SignInContext,
  { region, domain }: AwsPlace,
): Promise<LentKeys> {
  const url = new URL('/', http.origin(`sts.${region}.${domain}`));
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'plimsoll',
    ...(externalId !== undefined && { ExternalId: externalId.reveal() }),
  }).toString();
  const secrets = signRequest({ url, headers, body, region, service: 'sts' }, keys, new Date(now()));
  const what = `role ${roleArn}`;
  // STS answers in XML unless asked for JSON.
  const answer = await http.json({
    url,
    method: 'POST',
    headers: { ...headers, accept: 'application/json' },
    secrets,
    body,
    what,
    signal,
  });
  return readRole(answer.body, { action: 'AssumeRole', what, now: now() });
}
