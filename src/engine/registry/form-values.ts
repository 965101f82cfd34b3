import type { Secret } from '#core/secret.ts';
import { basicAuthorization } from './auth/basic.ts';
import type { RegistryCredential } from './auth/registry-credential.ts';
import { RegistryError } from './registry-error.ts';
import type { CredentialField, CredentialValues } from './registry-vendor.ts';

/** The form of vendors that take a user name and a password or token, under the vendor's own words for them. */
export function accountFields(username: string, password: string): readonly CredentialField[] {
  return [
    { name: 'username', label: 'User name', optional: true, help: username },
    { name: 'password', label: 'Password or token', secret: true, optional: true, help: password },
  ];
}

/** The field for the address of an API that is not that of the registry. */
export function apiUrlField(help: string): CredentialField {
  return { name: 'apiUrl', label: 'API URL', optional: true, help };
}

/** Reads user name and password, once they have been checked; undefined for anonymous access. */
export async function signInByAccount({
  username,
  password,
}: CredentialValues): Promise<RegistryCredential | undefined> {
  return username === undefined || password === undefined ? undefined : { username: username.reveal(), password };
}

/** The `Authorization` header of user name and password; empty for anonymous access. */
export function basicHeaders({ username, password }: CredentialValues): Readonly<Record<string, string>> {
  if (username === undefined || password === undefined) return {};
  return { authorization: basicAuthorization({ username: username.reveal(), password }) };
}

/** The members of a field that holds several, separated by commas or white space. */
export function listOf(value: Secret | undefined): readonly string[] {
  const members = (value?.reveal() ?? '').split(/[\s,]+/).filter((member) => member !== '');
  return [...new Set(members)];
}

/** What is wrong with the field `apiUrl`; undefined where it is empty or good. */
export function checkApiUrl({ apiUrl }: CredentialValues): string | undefined {
  if (apiUrl === undefined) return undefined;
  const url = URL.canParse(apiUrl.reveal()) ? new URL(apiUrl.reveal()) : undefined;
  const isUrl = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  return isUrl ? undefined : 'the API URL is an https:// URL without user name and query';
}

/** The URL that `path` (without a leading slash) has below the field `apiUrl`, or below `fallback`. */
export function apiUrl(values: CredentialValues, path: string, fallback: string): URL {
  const base = values.apiUrl?.reveal() ?? fallback;
  if (!URL.canParse(base)) throw new RegistryError('registry/invalid-settings', 'the API URL is no URL: correct it');
  return new URL(path, base.endsWith('/') ? base : `${base}/`);
}

/** Tells whether a host is that of the field `apiUrl`. */
export function isGivenApiHost(host: string, { values }: { readonly values: CredentialValues }): boolean {
  const url = values.apiUrl?.reveal() ?? '';
  return URL.canParse(url) && new URL(url).host === host;
}
