import type { Static } from 'typebox';
import { Secret } from '#core/secret.ts';
import type { SignedIn } from '#server/store/index.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { type session, sessionOperations } from '../schemas/session.ts';
import { clearSessionCookie, readToken, setSessionCookie } from '../session-cookie.ts';
import type { RouteApp } from './route-app.ts';

/** Anybody may send one. */
const maxSignInBytes = 16 * 1024;

/** Signing in and out. */
export function sessionRoutes(app: RouteApp, { authentication }: ApiServices): void {
  app.route({
    ...sessionOperations.signIn,
    bodyLimit: maxSignInBytes,
    config: { isOpen: true },
    handler: async (request, reply) => {
      const { username, password } = request.body;
      const { token, signedIn } = await authentication.signIn(username, new Secret(password), request.ip);
      setSessionCookie(reply, token, signedIn.expiresAt);
      return present(signedIn);
    },
  });
  app.route({ ...sessionOperations.getSession, handler: (request) => present(whoAsks(request)) });
  app.route({
    ...sessionOperations.signOut,
    config: { forReaders: true },
    handler: async (request, reply) => {
      const token = readToken(request);
      if (token !== undefined) await authentication.signOut(token);
      clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  });
  app.route({
    ...sessionOperations.changePassword,
    config: { forReaders: true, forSessions: true },
    handler: async (request, reply) => {
      const { currentPassword, newPassword } = request.body;
      const token = readToken(request) ?? new Secret('');
      const passwords = { current: new Secret(currentPassword), next: new Secret(newPassword) };
      await authentication.changePassword(token, passwords);
      return reply.code(204).send(null);
    },
  });
}

function present({ username, role, expiresAt }: SignedIn): Static<typeof session> {
  return { username, role, expiresAt: expiresAt.toISOString() };
}
