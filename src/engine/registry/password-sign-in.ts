import type { RegistryCredential } from './auth/registry-credential.ts';
import type { CredentialField, CredentialValues } from './registry-vendor.ts';

/** The form of vendors that take a user name and a password, or an identity token. */
export const passwordFields: readonly CredentialField[] = [
  {
    name: 'username',
    label: 'User name',
    optional: true,
    help: 'Leave user name and password empty for anonymous access.',
  },
  {
    name: 'password',
    label: 'Password or access token',
    secret: true,
    optional: true,
    help: 'An access token with read rights is better than a password.',
  },
  {
    name: 'identityToken',
    label: 'Identity token',
    secret: true,
    optional: true,
    help: 'Instead of user name and password: a refresh token that the registry exchanges for short-lived ones.',
  },
];

/** What is wrong with that form: it holds an identity token, or user name and password, or nothing for anonymous access. */
export function checkPassword({ username, password, identityToken }: CredentialValues): string | undefined {
  if (identityToken !== undefined && (username !== undefined || password !== undefined)) {
    return 'give either an identity token or user name and password, not both';
  }
  return (username === undefined) === (password === undefined) ? undefined : 'user name and password go together';
}

/** Reads that form, once it has been checked. */
export async function signInByPassword(values: CredentialValues): Promise<RegistryCredential | undefined> {
  const { username, password, identityToken } = values;
  if (identityToken !== undefined) return { identityToken };
  return username === undefined || password === undefined ? undefined : { username: username.reveal(), password };
}
