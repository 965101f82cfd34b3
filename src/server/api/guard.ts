import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import { Secret } from '#core/secret.ts';
import { AuthError } from '#server/auth/index.ts';
import type { SignedIn, TokenScope } from '#server/store/index.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { readBearer, readToken } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request; set on all but those that nobody need be signed in for. */
    signedIn: SignedIn | undefined;
  }
  interface FastifyContextConfig {
    /** Nobody need be signed in. */
    readonly isOpen?: boolean;
    /** Readers may do it too, though it changes something (of their own). */
    readonly forReaders?: boolean;
    /** API tokens may not do it. */
    readonly forSessions?: boolean;
    /** The least that an API token must be for; as a rule `read` for reading and `admin` for all else. */
    readonly scope?: TokenScope;
  }
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const scopes: readonly TokenScope[] = ['read', 'scan', 'admin'];

/** Lets in who is signed in, by session or API token; changes must come from our own pages, and from who may make them. */
export function guard(app: FastifyInstance, { authentication }: Pick<ApiServices, 'authentication'>): void {
  app.decorateRequest('signedIn', undefined);
  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    const isReading = reading.has(request.method);
    if (!isReading) refuseOtherOrigins(request);
    if (config.isOpen === true) return;
    request.signedIn = await admit(request, authentication);
    if (request.signedIn.role === 'reader' && config.forReaders !== true && !isReading) {
      throw new AuthError('auth/readers-may-not', 'you may look, but not change anything');
    }
  });
}

/** Who makes the request, by what it carries. Throws an `AuthError` where that is nobody, or a token for less. */
export async function admit(request: FastifyRequest, authentication: ApiServices['authentication']): Promise<SignedIn> {
  if (request.headers.authorization === undefined) return authentication.authenticate(readToken(request));
  const found = await authentication.authenticateToken(readBearer(request) ?? new Secret(''));
  refuseBeyondScope(found.scope, request.method, request.routeOptions.config);
  return found;
}

function refuseBeyondScope(scope: TokenScope, method: string, config: FastifyContextConfig): void {
  if (config.forSessions === true) {
    throw new AuthError('auth/token-may-not', 'an API token may not do this: sign in with your password');
  }
  const needed = config.scope ?? (reading.has(method) ? 'read' : 'admin');
  if (scopes.indexOf(scope) >= scopes.indexOf(needed)) return;
  throw new AuthError('auth/token-may-not', `the API token is for ${scope} only: this takes one for ${needed}`);
}

/** Browsers say where a request comes from; a page of another site must not use the visitor's session (CSRF). */
function refuseOtherOrigins(request: FastifyRequest): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!isForeign && (origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host))) return;
  throw new ApiError('api/other-origin', 'requests that change something must come from the pages of this service');
}

/** Who makes the request. */
export function whoAsks(request: FastifyRequest): SignedIn {
  if (request.signedIn === undefined) throw new AuthError('auth/not-signed-in', 'sign in first');
  return request.signedIn;
}
