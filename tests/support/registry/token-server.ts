import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer, type TlsFiles } from './http-server.ts';
import { sendError } from './registry-routes.ts';

/** What one token allows, as `type:name:actions`, and until when (milliseconds since 1970). */
export interface Grant {
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  readonly subject: string;
  readonly service: string;
}

export interface TokenServerOptions {
  readonly users?: Readonly<Record<string, string>>;
  readonly refreshTokens?: readonly string[];
  /** Gives out tokens to those who show no credential. */
  readonly anonymous?: boolean;
  readonly lifetimeSeconds?: number;
  /** Makes the token, e.g. a signed one; by default it is a random word. */
  readonly issue?: (grant: Grant) => string;
  readonly now?: () => number;
  readonly tls?: TlsFiles;
}

export interface TokenServer extends TestServer {
  readonly realm: string;
  /** Tells whether a token lives and allows the scope (undefined: anything). */
  allows(token: string, scope: string | undefined): boolean;
  /** Makes all tokens so far worthless. */
  revokeAll(): void;
}

/** Tokens that are given out to whoever shows a credential, and what they allow. */
export interface Tokens extends Pick<TokenServer, 'allows' | 'revokeAll'> {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** A token server of the Docker registry kind: GET with Basic or nothing, POST with a refresh token. */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const tokens = createTokens(options);
  const server = await startServer((request, response) => tokens.serve(request, response), options.tls);
  return Object.assign(server, {
    realm: `${server.url}/token`,
    allows: (token: string, scope: string | undefined) => tokens.allows(token, scope),
    revokeAll: () => tokens.revokeAll(),
  });
}

/** The same without a server. */
export function createTokens(options: Omit<TokenServerOptions, 'tls'>): Tokens {
  const grants = new Map<string, Grant>();
  const now = options.now ?? Date.now;
  const issue = options.issue ?? (() => `token-${randomUUID()}`);
  return {
    serve: async (request, response) => {
      const asked = await readRequest(request);
      const subject = subjectOf(asked, request, options);
      if (subject === undefined) return sendError(response, 401, 'UNAUTHORIZED', 'incorrect username or password');
      const lifetimeSeconds = options.lifetimeSeconds ?? 300;
      const scopes = asked.getAll('scope').flatMap((scope) => scope.split(' '));
      const service = asked.get('service') ?? '';
      const grant = { scopes, service, subject, expiresAt: now() + lifetimeSeconds * 1000 };
      const token = issue(grant);
      grants.set(token, grant);
      sendToken(response, token, lifetimeSeconds);
    },
    allows: (token, scope) => {
      const grant = grants.get(token);
      return grant !== undefined && now() < grant.expiresAt && (scope === undefined || covers(grant.scopes, scope));
    },
    revokeAll: () => grants.clear(),
  };
}

/** Tells whether one of the granted scopes, `type:name:action,action`, covers a scope with a single action. */
function covers(granted: readonly string[], wanted: string): boolean {
  const colon = wanted.lastIndexOf(':');
  return granted.some(
    (scope) =>
      scope.slice(0, scope.lastIndexOf(':')) === wanted.slice(0, colon) &&
      scope
        .slice(scope.lastIndexOf(':') + 1)
        .split(',')
        .includes(wanted.slice(colon + 1)),
  );
}

function sendToken(response: ServerResponse, token: string, lifetimeSeconds: number): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ token, access_token: token, expires_in: lifetimeSeconds }));
}

async function readRequest(request: IncomingMessage): Promise<URLSearchParams> {
  if (request.method === 'GET') return new URL(request.url ?? '/', 'http://token').searchParams;
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

/** Who asks; undefined where the credential is wrong or missing. */
function subjectOf(
  asked: URLSearchParams,
  request: IncomingMessage,
  { users = {}, refreshTokens = [], anonymous = false }: TokenServerOptions,
): string | undefined {
  if (request.method === 'POST') {
    return refreshTokens.includes(asked.get('refresh_token') ?? '') ? 'refreshed' : undefined;
  }
  const given = basicOf(request);
  if (given === undefined) return anonymous ? '' : undefined;
  return users[given.username] === given.password ? given.username : undefined;
}

/** User name and password of a request's Basic authorization; undefined where it has none. */
export function basicOf(request: IncomingMessage): { username: string; password: string } | undefined {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const [username = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return { username, password: rest.join(':') };
}
