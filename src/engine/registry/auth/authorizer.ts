import type { Secret } from '#core/secret.ts';
import { RegistryError } from '../registry-error.ts';
import { basicAuthorization } from './basic.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { type CredentialSource, isIdentityToken, type RegistryCredential } from './registry-credential.ts';
import { fetchToken, type Token, type TokenContext, type TokenRequest } from './token.ts';

type Scheme =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: string; readonly service?: string };

/** Tokens are renewed this long before they expire, or after half of a shorter life. */
const renewalMarginMs = 30_000;
const maxCachedTokens = 1_000;

/**
 * Signs requests to one registry. It learns how from the registry's first 401 and keeps tokens by (realm, service,
 * scope). It only makes headers: whoever sends them sees to it that they reach no other origin.
 */
export class Authorizer {
  readonly #context: TokenContext;
  readonly #tokens = new Map<string, Token & { readonly renewAt: number }>();
  readonly #source: CredentialSource;
  /** What the token server gave in place of an identity token, by that. */
  readonly #replacements = new WeakMap<RegistryCredential, RegistryCredential>();
  #scheme: Scheme | undefined;

  constructor(source: CredentialSource, context: TokenContext) {
    this.#source = source;
    this.#context = context;
  }

  get hasCredential(): boolean {
    return this.#source.isGiven;
  }

  /** How the registry was signed in to last: `none` as long as it never asked. */
  get scheme(): 'none' | 'basic' | 'bearer' {
    return this.#scheme?.kind ?? 'none';
  }

  /** The header to send before the registry asks; undefined as long as it never asked. */
  async header(scope: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const scheme = this.#scheme;
    if (scheme === undefined) return undefined;
    if (scheme.kind === 'basic') return this.#basic(await this.#source.current(signal));
    return await this.#bearer(
      { ...scheme, service: scheme.service, scopes: scope === undefined ? [] : [scope] },
      signal,
    );
  }

  /**
   * The header that answers a 401, or undefined where there is nothing better than what was `sent`. A token that was
   * refused is dropped and fetched anew, for what the registry says is needed as well as for `scope`.
   */
  async answer(
    wwwAuthenticate: string | undefined,
    { scope, sent }: { readonly scope: string | undefined; readonly sent: string | undefined },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const challenges = parseChallenges(wwwAuthenticate ?? '');
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer?.parameters.realm !== undefined) return await this.#answerBearer(bearer, scope, signal);
    if (challenges.some(({ scheme }) => scheme === 'basic')) {
      const credential = await this.#source.current(signal);
      let header = this.#basic(credential);
      // What worked may have expired, or been rotated, before its time.
      if (header !== undefined && header === sent) header = this.#basic(await this.#source.current(signal, credential));
      if (header === undefined || header === sent) return undefined;
      this.#scheme = { kind: 'basic' };
      return header;
    }
    if (challenges.length > 0) {
      const names = challenges.map(({ scheme }) => scheme).join(', ');
      throw new RegistryError(
        'registry/unauthorized',
        `${this.#context.host} wants to be signed in to by ${names.slice(0, 100)}, which is not supported (Basic and Bearer are)`,
      );
    }
    return undefined;
  }

  async #answerBearer({ parameters }: Challenge, scope: string | undefined, signal: AbortSignal): Promise<string> {
    const scheme = { kind: 'bearer' as const, realm: parameters.realm ?? '' };
    const service = parameters.service;
    this.#scheme = { ...scheme, ...(service !== undefined && { service }) };
    const scopes = new Set([scope, parameters.scope].filter((one): one is string => one !== undefined && one !== ''));
    const request = { realm: scheme.realm, service };
    // What was cached for the scope alone has just been refused.
    const key = keyOf({ ...request, scopes: scope === undefined ? [] : [scope] });
    this.#tokens.delete(key);
    const token = await this.#fetch({ ...request, scopes: [...scopes] }, signal);
    this.#remember(key, token);
    return `Bearer ${token.value.reveal()}`;
  }

  async #bearer(request: TokenRequest, signal: AbortSignal): Promise<string> {
    const key = keyOf(request);
    const cached = this.#tokens.get(key);
    if (cached !== undefined && this.#context.now() < cached.renewAt) return `Bearer ${cached.value.reveal()}`;
    const token = await this.#fetch(request, signal);
    this.#remember(key, token);
    return `Bearer ${token.value.reveal()}`;
  }

  async #fetch(request: TokenRequest, signal: AbortSignal): Promise<Token> {
    const given = await this.#source.current(signal);
    try {
      return await this.#fetchFor(given, request, signal);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code !== 'registry/unauthorized') throw error;
      // What was made for a while may have ended, or been revoked, before its time.
      const renewed = given && (await this.#source.current(signal, given));
      if (renewed === given) throw error;
      return await this.#fetchFor(renewed, request, signal);
    }
  }

  async #fetchFor(given: RegistryCredential | undefined, request: TokenRequest, signal: AbortSignal): Promise<Token> {
    const credential = (given && this.#replacements.get(given)) ?? given;
    const token = await fetchToken(request, credential, this.#context, signal);
    this.#replaceIdentityToken(given, token.identityToken);
    return token;
  }

  #replaceIdentityToken(given: RegistryCredential | undefined, identityToken: Secret | undefined): void {
    if (identityToken === undefined || given === undefined || !isIdentityToken(given)) return;
    this.#replacements.set(given, { identityToken });
  }

  #remember(key: string, token: Token): void {
    const lifetimeMs = token.expiresAt - this.#context.now();
    const renewAt = token.expiresAt - Math.min(renewalMarginMs, lifetimeMs / 2);
    this.#tokens.delete(key);
    this.#tokens.set(key, { ...token, renewAt });
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= maxCachedTokens) break;
      this.#tokens.delete(oldest);
    }
  }

  #basic(credential: RegistryCredential | undefined): string | undefined {
    if (credential === undefined) return undefined;
    if (isIdentityToken(credential)) {
      throw new RegistryError(
        'registry/unauthorized',
        `${this.#context.host} wants a user name and password, but the credential is an identity token: give a password`,
      );
    }
    return basicAuthorization(credential);
  }
}

function keyOf({ realm, service, scopes }: TokenRequest): string {
  return JSON.stringify([realm, service, scopes]);
}
