import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from './registry-routes.ts';
import { basicOf, type TokenServer } from './token-server.ts';

/** Who may use a registry. */
export type RegistryAccess =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly users: Readonly<Record<string, string>> }
  | { readonly kind: 'bearer'; readonly tokens: Pick<TokenServer, 'allows' | 'realm'>; readonly service: string };

/** Lets a request through, or answers it with 401 and a challenge and returns false. */
export function admit(request: IncomingMessage, response: ServerResponse, access: RegistryAccess): boolean {
  const challenge = challengeOf(request, access);
  if (challenge === undefined) return true;
  response.setHeader('www-authenticate', challenge);
  sendError(response, 401, 'UNAUTHORIZED', 'authentication required');
  return false;
}

function challengeOf(request: IncomingMessage, access: RegistryAccess): string | undefined {
  switch (access.kind) {
    case 'none':
      return undefined;
    case 'basic': {
      const given = basicOf(request);
      const isKnown = given !== undefined && access.users[given.username] === given.password;
      return isKnown ? undefined : 'Basic realm="a test, registry"';
    }
    case 'bearer': {
      const scope = scopeOf(request);
      const [, token = ''] = (request.headers.authorization ?? '').split(' ');
      if (access.tokens.allows(token, scope)) return undefined;
      const wanted = scope === undefined ? '' : `,scope="${scope}"`;
      return `Bearer realm="${access.tokens.realm}",service="${access.service}"${wanted}`;
    }
  }
}

function scopeOf(request: IncomingMessage): string | undefined {
  const path = new URL(request.url ?? '/', 'http://registry').pathname;
  if (path === '/v2/_catalog') return 'registry:catalog:*';
  const metadata = /^\/acr\/v1\/(.+)\/_manifests$/.exec(path)?.[1];
  if (metadata !== undefined) return `repository:${metadata}:metadata_read`;
  const name = /^\/v2\/(.+)\/(?:tags|manifests|blobs|referrers)\//.exec(path)?.[1];
  if (name === undefined) return undefined;
  return request.method === 'GET' || request.method === 'HEAD' ? `repository:${name}:pull` : `repository:${name}:push`;
}
