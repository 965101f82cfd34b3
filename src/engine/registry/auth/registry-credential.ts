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

/** What signs in to one registry path, and until when (milliseconds since 1970; as long as it is not changed, where left out). */
export type RegistryCredential = (PasswordCredential | IdentityTokenCredential) & { readonly expiresAt?: number };

/** Where a client's credential comes from: given as it is, or made from what the administrator filled in. */
export interface CredentialSource {
  /** Tells whether there is a credential at all, or access is anonymous. */
  readonly isGiven: boolean;
  /** The credential to use now; undefined for anonymous. `refused` is one that the registry no longer takes. */
  current(signal: AbortSignal, refused?: RegistryCredential): Promise<RegistryCredential | undefined>;
}

/** Tells which of the two kinds of credential it is. */
export function isIdentityToken(credential: RegistryCredential): credential is IdentityTokenCredential {
  return 'identityToken' in credential;
}
