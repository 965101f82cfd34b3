import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';
import type { ApiToken } from '../http/vendor-http.ts';
import { RegistryError } from '../registry-error.ts';
import type { SignInContext } from '../registry-vendor.ts';
import type { Workload } from '../workload.ts';
import { invalidAccount, parseAccount } from './account-file.ts';
import { readSource, type SubjectTokenSource, subjectToken } from './subject-token-source.ts';

/** Where tokens of other clouds and clusters are exchanged, and service accounts are impersonated: nothing that a file names instead is asked. */
export const googleStsHost = 'sts.googleapis.com';
export const googleIamHost = 'iamcredentials.googleapis.com';
const scope = 'https://www.googleapis.com/auth/cloud-platform';

/** What a configuration of workload identity federation says (google.aip.dev/auth/4117), checked. */
interface ExternalAccount {
  readonly audience: string;
  readonly subjectTokenType: string;
  readonly source: SubjectTokenSource;
  /** The service account that is impersonated. */
  readonly account: string | undefined;
  readonly lifetimeSeconds: number;
}

/**
 * An access token for the token of another identity provider, which a file holds that the cluster keeps fresh, or a URL gives out: exchanged by
 * Google's security token service (RFC 8693), and then for one of a service account where the configuration names one.
 */
export async function externalAccountToken(
  configuration: string,
  workload: Workload,
  context: SignInContext,
): Promise<ApiToken> {
  const account = readExternalAccount(configuration);
  const { http, now, signal } = context;
  const answer = await http.json({
    url: new URL('/v1/token', http.origin(googleStsHost)),
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: account.audience,
      scope,
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: await subjectToken(account.source, workload, context),
      subject_token_type: account.subjectTokenType,
    }).toString(),
    what: `token from ${googleStsHost}`,
    signal,
  });
  const body = isRecord(answer.body) ? answer.body : {};
  const token = asString(body.access_token);
  if (token === undefined) throw new RegistryError('registry/protocol', `${googleStsHost} gave no access token`);
  if (account.account !== undefined) return await impersonate(account.account, token, account.lifetimeSeconds, context);
  return { value: new Secret(token), expiresAt: now() + (Number(body.expires_in) || 3600) * 1000 };
}

/** A token of a service account (cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken). */
async function impersonate(
  account: string,
  token: string,
  lifetimeSeconds: number,
  { http, now, signal }: SignInContext,
): Promise<ApiToken> {
  const answer = await http.json({
    url: new URL(
      `/v1/projects/-/serviceAccounts/${encodeURIComponent(account)}:generateAccessToken`,
      http.origin(googleIamHost),
    ),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    secrets: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ scope: [scope], lifetime: `${lifetimeSeconds}s` }),
    what: `token of ${account}`,
    signal,
  });
  const body = isRecord(answer.body) ? answer.body : {};
  const value = asString(body.accessToken);
  if (value === undefined) throw new RegistryError('registry/protocol', `${googleIamHost} gave no access token`);
  // It says when the token ends by its own clock; how long it lives holds by any.
  return { value: new Secret(value), expiresAt: now() + lifetimeSeconds * 1000 };
}

/** Reads a configuration; throws `registry/invalid-settings` where it is none that can be used. */
export function readExternalAccount(text: string): ExternalAccount {
  const body = parseAccount(text);
  if (!isRecord(body) || body.type !== 'external_account') {
    throw invalidAccount('holds neither the key of a service account nor a configuration of type external_account');
  }
  const [audience, subjectTokenType] = [body.audience, body.subject_token_type].map(asString);
  if (audience === undefined || subjectTokenType === undefined)
    throw invalidAccount('lacks audience or subject_token_type: make it anew');
  const source = readSource(body.credential_source);
  const url = asString(body.service_account_impersonation_url);
  const account = url === undefined ? undefined : accountIn(url);
  const settings = isRecord(body.service_account_impersonation) ? body.service_account_impersonation : {};
  const seconds = Number(settings.token_lifetime_seconds);
  return {
    audience,
    subjectTokenType,
    source,
    account,
    // What the service takes; twelve hours only where a policy of the organisation allows it.
    lifetimeSeconds: seconds >= 600 && seconds <= 43_200 ? Math.floor(seconds) : 3600,
  };
}

function accountIn(url: string): string {
  const prefix = `https://${googleIamHost}/v1/projects/-/serviceAccounts/`;
  const [account = '', ...more] = url.startsWith(prefix) ? url.slice(prefix.length).split(':generateAccessToken') : [];
  if (/^[\w.@-]{1,256}$/.test(account) && more.join('') === '') return account;
  throw invalidAccount(`names a service_account_impersonation_url that is not below ${prefix}`);
}
