import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultLimits, type Limits } from '#core/limits.ts';
import type { Secret } from '#core/secret.ts';
import { networkReason } from './network-reason.ts';
import { otherVersion } from './other-version.ts';
import { readAnswer } from './read-answer.ts';
import { refusalOf } from './refusal.ts';
import { ServiceError } from './service-error.ts';

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** A running service, asked over its HTTP API (openapi.json). All throw a {@link ServiceError} where the answer is not as wanted. */
export interface Service {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Asks for `path` below `/api/v1`. */
  get<Answer>(path: string, query?: QueryValues): Promise<Answer>;
  send<Answer>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  /** Sends a file. */
  upload<Answer>(path: string, file: Readable, query: QueryValues): Promise<Answer>;
  /** Asks for something that is read as it comes, until `signal` aborts. */
  stream(
    path: string,
    options?: { readonly query?: QueryValues; readonly signal?: AbortSignal },
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Aborts when all of it is to end. */
  readonly signal: AbortSignal;
}

export interface ServiceOptions {
  readonly url: string;
  readonly token: Secret | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly version: string;
  readonly signal: AbortSignal;
  readonly limits?: Limits;
}

/** How often a request is made again that the service has put off (429), and how long that may take each time. */
const maxPutOffs = 5;
const maxPauseMs = 60_000;

/** The service at an address. The token goes to that address and nowhere else: redirects are not followed. */
export function createService(options: ServiceOptions): Service {
  const { limits = defaultLimits, url } = options;
  const answerLimits = { url, maxBytes: limits.maxServiceAnswerBytes };
  const answerOf = async <Answer>(request: ApiRequest) =>
    (await readAnswer(await ask(request, options), answerLimits)) as Answer;
  return {
    url,
    get: (path, query) => answerOf({ method: 'GET', path, query }),
    send: (method, path, body) => answerOf({ method, path, body }),
    upload: async <Answer>(path: string, file: Readable, query: QueryValues) => {
      // Once: what has been sent cannot be sent again.
      const response = await send({ method: 'POST', path, query, file }, options);
      if (!response.ok) throw await refuse(response, options);
      return (await readAnswer(response, answerLimits)) as Answer;
    },
    stream: async (path, { query, signal } = {}) => {
      const all = signal === undefined ? options.signal : AbortSignal.any([options.signal, signal]);
      return (await ask({ method: 'GET', path, query }, { ...options, signal: all })).body ?? nothing();
    },
    signal: options.signal,
  };
}

interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: QueryValues | undefined;
  readonly body?: unknown;
  readonly file?: Readable;
}

async function ask(request: ApiRequest, options: ServiceOptions): Promise<Response> {
  for (let putOffs = 0; ; putOffs += 1) {
    const response = await send(request, options);
    if (response.ok) return response;
    const pauseMs = 1000 * Number(response.headers.get('retry-after') ?? Number.NaN);
    const comesAgain = response.status === 429 && putOffs < maxPutOffs && pauseMs <= maxPauseMs;
    if (!comesAgain) throw await refuse(response, options);
    await response.body?.cancel();
    await delay(pauseMs, undefined, { signal: options.signal });
  }
}

function refuse(response: Response, options: ServiceOptions): Promise<ServiceError> {
  const { url, version, limits: { maxErrorBodyBytes: maxBytes } = defaultLimits } = options;
  return refusalOf(response, url, async () => {
    const status = send({ method: 'GET', path: '/status' }, options);
    // Where it is not told, what was refused is enough.
    const answer = status.then((found) => readAnswer(found, { url, maxBytes }));
    return otherVersion(await answer.catch(() => undefined), version);
  });
}

async function send({ method, path, query, body, file }: ApiRequest, options: ServiceOptions): Promise<Response> {
  const { url, token, fetch, version, signal } = options;
  const hasBody = body !== undefined;
  try {
    return await fetch(`${url}/api/v1${path}${queryText(query)}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json, text/event-stream;q=0.9, */*;q=0.5',
        'user-agent': `plimsoll/${version}`,
        ...(token !== undefined && { authorization: `Bearer ${token.reveal()}` }),
        ...(hasBody && { 'content-type': 'application/json' }),
        ...(file !== undefined && { 'content-type': 'application/octet-stream' }),
      },
      ...(hasBody && { body: JSON.stringify(body) }),
      ...(file !== undefined && { body: Readable.toWeb(file), duplex: 'half' }),
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new ServiceError(
      'service/unreachable',
      `cannot reach a service at ${url}: ${networkReason(error)}; check --server (or PLIMSOLL_SERVER), and that the service runs`,
      { cause: error },
    );
  }
}

function queryText(query: QueryValues = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
