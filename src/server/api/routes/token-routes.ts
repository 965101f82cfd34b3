import type { Static } from 'typebox';
import type { StoredToken } from '#server/store/index.ts';
import { ApiError } from '../api-error.ts';
import type { ApiServices } from '../api-services.ts';
import { whoAsks } from '../guard.ts';
import { type apiToken, tokenOperations } from '../schemas/tokens.ts';
import type { RouteApp } from './route-app.ts';

/** API tokens; a token manages no tokens, so that one that is stolen can be revoked for good. */
export function tokenRoutes(app: RouteApp, { store: { tokens }, authentication }: ApiServices): void {
  const config = { forReaders: true, forSessions: true };
  app.route({
    ...tokenOperations.listTokens,
    config,
    handler: async (request) => ({ items: (await tokens.list(whoAsks(request).id)).map(present) }),
  });
  app.route({
    ...tokenOperations.createToken,
    config,
    handler: async (request, reply) => {
      const { token, stored } = await authentication.createToken(whoAsks(request).id, request.body);
      return reply.code(201).send({ ...present(stored), token: token.reveal() });
    },
  });
  app.route({
    ...tokenOperations.deleteToken,
    config,
    handler: async (request, reply) => {
      const { tokenId } = request.params;
      if (!(await tokens.remove(whoAsks(request).id, tokenId))) {
        throw new ApiError('api/not-found', `you have no token ${tokenId}`);
      }
      return reply.code(204).send(null);
    },
  });
}

function present({ id, name, scope, createdAt, expiresAt, lastUsedAt }: StoredToken): Static<typeof apiToken> {
  return {
    id,
    name,
    scope,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(lastUsedAt !== undefined && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}
