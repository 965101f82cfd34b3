import { asString, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import { redactUrl, Secret } from '#core/secret.ts';
import { readWhole } from '../http/read-body.ts';
import { sendFollowing } from '../http/redirects.ts';
import { isHtml, notARegistry, responseError } from '../http/response-error.ts';
import type { HttpResponse, Transport } from '../http/transport.ts';
import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError } from '../registry-error.ts';
import { basicAuthorization } from './basic.ts';
import { isIdentityToken, type PasswordCredential, type RegistryCredential } from './registry-credential.ts';

/** What a token is asked for: the server and service that the registry named, and what is to be allowed. */
export interface TokenRequest {
  readonly realm: string;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
}

export interface Token {
  readonly value: Secret;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** A new identity token, where the server replaced the old one. */
  readonly identityToken?: Secret;
}

export interface TokenContext {
  readonly transport: Transport;
  readonly connection: RegistryConnection;
  readonly limits: Limits;
  readonly host: string;
  readonly userAgent: string;
  readonly now: () => number;
}

/** The specification's default where `expires_in` is missing. */
const defaultLifetimeSeconds = 60;
const maxLifetimeSeconds = 24 * 60 * 60;

/**
 * Fetches a bearer token (distribution/spec/auth/token.md, GET; for identity tokens auth/oauth.md, POST). The credential
 * goes to the realm that the registry names: over HTTPS, or over HTTP where the registry itself is spoken to in plain
 * HTTP; redirects to another origin do not get it, and a POST follows none.
 */
export async function fetchToken(
  request: TokenRequest,
  credential: RegistryCredential | undefined,
  context: TokenContext,
  signal: AbortSignal,
): Promise<Token> {
  const realm = checkedRealm(request.realm, context);
  const response =
    credential !== undefined && isIdentityToken(credential)
      ? await post(realm, request, credential.identityToken, { context, signal })
      : await get(realm, request, credential, { context, signal });
  const what = `token for ${context.host} from ${redactUrl(realm)}`;
  const bodyOptions = { limits: context.limits, connection: context.connection, signal };
  if (response.status !== 200) {
    const hasCredential = credential !== undefined;
    throw asRefusal(await responseError(response, { ...bodyOptions, what, hasCredential, now: context.now }), response);
  }
  if (isHtml(response)) {
    response.discard();
    throw notARegistry(response, what, 'an HTML page');
  }
  const bytes = await readWhole(response, { name: 'maxResponseBytes', of: 'a token' }, bodyOptions);
  return readToken(bytes, what, context.now());
}

interface Call {
  readonly context: TokenContext;
  readonly signal: AbortSignal;
}

async function get(
  realm: URL,
  request: TokenRequest,
  credential: PasswordCredential | undefined,
  { context, signal }: Call,
): Promise<HttpResponse> {
  const url = new URL(realm);
  if (request.service !== undefined) url.searchParams.set('service', request.service);
  for (const scope of request.scopes) url.searchParams.append('scope', scope);
  const headers = { accept: 'application/json', 'user-agent': context.userAgent };
  const secrets = credential === undefined ? {} : { authorization: basicAuthorization(credential) };
  return await sendFollowing(
    context.transport,
    { method: 'GET', url, headers, signal },
    { secrets, maxRedirects: context.limits.maxRedirects },
  );
}

async function post(
  realm: URL,
  request: TokenRequest,
  identityToken: Secret,
  { context, signal }: Call,
): Promise<HttpResponse> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'plimsoll',
    ...(request.service !== undefined && { service: request.service }),
    ...(request.scopes.length > 0 && { scope: request.scopes.join(' ') }),
    refresh_token: identityToken.reveal(),
  });
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': context.userAgent,
  };
  return await context.transport.send({ method: 'POST', url: realm, headers, body: body.toString(), signal });
}

function checkedRealm(realm: string, { connection, host }: TokenContext): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && connection.plainHttp === true);
  if (url === undefined || !isAllowed) {
    const message = `${host} names the token server ${redactUrl(realm)}, which is not HTTPS: no credential is sent there`;
    throw new RegistryError('registry/protocol', message);
  }
  url.username = '';
  url.password = '';
  return url;
}

/** A token server says 400 (`invalid_grant`), 401 or 403 where it refuses the credential. */
function asRefusal(error: RegistryError, { status }: HttpResponse): RegistryError {
  if (status !== 400 && status !== 401 && status !== 403) return error;
  return new RegistryError('registry/unauthorized', error.message, { cause: error, status });
}

function readToken(bytes: Uint8Array, what: string, now: number): Token {
  const body = parseJson(bytes);
  const value = isRecord(body) ? (asString(body.token) ?? asString(body.access_token)) : undefined;
  // A token goes into a header: visible ASCII only.
  if (!isRecord(body) || value === undefined || !/^[\x21-\x7e]+$/.test(value)) {
    throw new RegistryError('registry/protocol', `${what}: the answer holds no token; is this the registry's address?`);
  }
  const seconds = Number(body.expires_in ?? defaultLifetimeSeconds);
  const lifetime = Number.isFinite(seconds) && seconds > 0 ? seconds : defaultLifetimeSeconds;
  const identityToken = asString(body.refresh_token);
  return {
    value: new Secret(value),
    expiresAt: now + Math.min(lifetime, maxLifetimeSeconds) * 1000,
    ...(identityToken !== undefined && { identityToken: new Secret(identityToken) }),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
