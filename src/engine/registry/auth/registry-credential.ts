import type { Secret } from '#core/secret.ts';

/** A user name and its password or access token, as HTTP Basic sends them. */
export interface PasswordCredential {
  readonly username: string;
  readonly password: Secret;
}

/** A long-lived token that a token server exchanges for short-lived ones (OAuth 2 refresh token; `docker login` calls it identity token). */
export interface IdentityTokenCredential {
  readonly identityToken: Secret;
}

/** What signs in to one registry path. */
export type RegistryCredential = PasswordCredential | IdentityTokenCredential;

/** Tells which of the two kinds of credential it is. */
export function isIdentityToken(credential: RegistryCredential): credential is IdentityTokenCredential {
  return 'identityToken' in credential;
}
