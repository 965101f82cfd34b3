import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Secret } from '#core/secret.ts';

/** Name of the session cookie. */
export const sessionCookie = 'plimsoll_session';

/** The session token that a request carries. */
export function readToken(request: FastifyRequest): Secret | undefined {
  const value = request.cookies[sessionCookie];
  return value === undefined || value === '' || value.length > 200 ? undefined : new Secret(value);
}

/** The API token that a request carries (RFC 6750). */
export function readBearer(request: FastifyRequest): Secret | undefined {
  const [, value] = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
  return value === undefined ? undefined : new Secret(value);
}

/** Hands the token to the browser, out of reach of scripts; over HTTPS it goes back over HTTPS only. */
export function setSessionCookie(reply: FastifyReply, token: Secret, expires: Date): void {
  reply.setCookie(sessionCookie, token.reveal(), { ...attributes, expires });
}

/** Takes the token back. */
export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, attributes);
}

const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' } as const;
