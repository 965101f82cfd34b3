import type { Limits } from '#core/limits.ts';
import type { Authorizer } from '../auth/authorizer.ts';
import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError } from '../registry-error.ts';
import { parseRateLimit, type RateLimit } from './rate-limit.ts';
import { readWhole } from './read-body.ts';
import { sendFollowing } from './redirects.ts';
import { responseError } from './response-error.ts';
import { type Retry, withRetries } from './retry.ts';
import type { HttpResponse, Transport } from './transport.ts';

export interface SessionRequest {
  readonly method: 'GET' | 'HEAD';
  /** On the registry's own origin. */
  readonly url: URL;
  /** What a token must allow: `repository:x:pull`; undefined for none. */
  readonly scope: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** For messages: `manifest r.example/x:1`. */
  readonly what: string;
  readonly signal: AbortSignal;
}

export interface ReadAnswer {
  readonly status: number;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
}

export interface Session {
  readonly origin: string;
  readonly hasCredential: boolean;
  /** What the registry said last of how much it still allows; undefined where it says nothing. */
  rateLimit(): RateLimit | undefined;
  /** Sends, signed in, with redirects and retries; anything but 200 or 206 throws a {@link RegistryError}. */
  open(request: SessionRequest): Promise<HttpResponse>;
  /** The same, and reads the whole body, which is retried as well. `check` sees the answer before its body is read. */
  read(
    request: SessionRequest,
    limit: { readonly name: keyof Limits; readonly of: string },
    check?: (response: HttpResponse) => void,
  ): Promise<ReadAnswer>;
}

export interface SessionSettings {
  readonly base: URL;
  readonly transport: Transport;
  readonly authorizer: Authorizer;
  readonly connection: RegistryConnection;
  readonly limits: Limits;
  readonly retry: Retry;
  readonly userAgent: string;
  readonly now: () => number;
}

/** Makes the session that all requests to one registry go through. */
export function createSession(settings: SessionSettings): Session {
  const { retry, limits, connection } = settings;
  let rateLimit: RateLimit | undefined;
  const openNoting = async (request: SessionRequest) => {
    const response = await openOnce(request, settings);
    rateLimit = parseRateLimit(response.header) ?? rateLimit;
    return response;
  };
  return {
    origin: settings.base.origin,
    hasCredential: settings.authorizer.hasCredential,
    rateLimit: () => rateLimit,
    open: (request) => withRetries(() => openNoting(request), retry, request.signal),
    read: (request, limit, check) =>
      withRetries(
        async () => {
          const response = await openNoting(request);
          check?.(response);
          const bytes = await readWhole(response, limit, { limits, connection, signal: request.signal });
          return { status: response.status, url: response.url, header: response.header, bytes };
        },
        retry,
        request.signal,
      ),
  };
}

async function openOnce(request: SessionRequest, settings: SessionSettings): Promise<HttpResponse> {
  const { authorizer, base } = settings;
  if (request.url.origin !== base.origin) {
    throw new RegistryError('registry/protocol', `${request.what}: ${request.url.host} is not ${base.host}`);
  }
  const sent = await authorizer.header(request.scope, request.signal);
  let response = await exchange(request, sent, settings);
  // Only the registry itself may ask for credentials, not a storage server that it redirects to.
  if (response.status === 401 && response.url.origin === base.origin) {
    const header = await answerChallenge(response, { request, sent, authorizer });
    if (header !== undefined) {
      response.discard();
      response = await exchange(request, header, settings);
    }
  }
  if (response.status === 200 || response.status === 206) return response;
  throw await responseError(response, {
    what: request.what,
    hasCredential: authorizer.hasCredential,
    now: settings.now,
    limits: settings.limits,
    connection: settings.connection,
    signal: request.signal,
  });
}

async function answerChallenge(
  response: HttpResponse,
  given: { readonly request: SessionRequest; readonly sent: string | undefined; readonly authorizer: Authorizer },
): Promise<string | undefined> {
  const { request, sent, authorizer } = given;
  try {
    return await authorizer.answer(response.header('www-authenticate'), { scope: request.scope, sent }, request.signal);
  } catch (error) {
    response.discard();
    throw error;
  }
}

async function exchange(
  { method, url, headers, signal }: SessionRequest,
  authorization: string | undefined,
  { transport, userAgent, limits }: SessionSettings,
): Promise<HttpResponse> {
  // A transparent encoding would change the bytes that digests are of.
  const all = { 'user-agent': userAgent, 'accept-encoding': 'identity', ...headers };
  return await sendFollowing(
    transport,
    { method, url, headers: all, signal },
    { secrets: authorization === undefined ? {} : { authorization }, maxRedirects: limits.maxRedirects },
  );
}
