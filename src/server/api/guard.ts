import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AuthError } from '#server/auth/index.ts';
import type { SignedIn } from '#server/store/index.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { readToken } from './session-cookie.ts';

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
  }
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets in who is signed in; changes must come from our own pages, and from administrators. */
export function guard(app: FastifyInstance, { authentication }: Pick<ApiServices, 'authentication'>): void {
  app.decorateRequest('signedIn', undefined);
  app.addHook('onRequest', async (request) => {
    const { isOpen, forReaders } = request.routeOptions.config;
    if (!reading.has(request.method)) refuseOtherOrigins(request);
    if (isOpen === true) return;
    const account = await authentication.authenticate(readToken(request));
    request.signedIn = account;
    if (account.role === 'reader' && forReaders !== true && !reading.has(request.method)) {
      throw new AuthError('auth/readers-may-not', 'you may look, but not change anything');
    }
  });
}

/** Browsers say where a request comes from; a page of another site must not use the visitor's session (CSRF). */
function refuseOtherOrigins(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (!isForeign && (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host))) return;
  throw new ApiError('api/other-origin', 'requests that change something must come from the pages of this service');
}

/** Who makes the request. */
export function whoAsks(request: FastifyRequest): SignedIn {
  if (request.signedIn === undefined) throw new AuthError('auth/not-signed-in', 'sign in first');
  return request.signedIn;
}
