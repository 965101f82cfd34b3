import type { RegistryCredential } from './auth/registry-credential.ts';
import { RegistryError } from './registry-error.ts';
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

/** Reads that form: an identity token, or user name and password, or neither for anonymous access. */
export async function signInByPassword(values: CredentialValues): Promise<RegistryCredential | undefined> {
  const { username, password, identityToken } = values;
  if (identityToken !== undefined) {
    if (username === undefined && password === undefined) return { identityToken };
    throw incomplete('give either an identity token or user name and password, not both');
  }
  if (username === undefined && password === undefined) return undefined;
  if (username === undefined || password === undefined) throw incomplete('user name and password go together');
  return { username: username.reveal(), password };
}

function incomplete(reason: string): RegistryError {
  return new RegistryError('registry/invalid-settings', `the credential is not complete: ${reason}`);
}
