import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Limits } from '#core/limits.ts';
import { redactUrl } from '#core/secret.ts';
import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError } from '../registry-error.ts';
import { type AddressRules, addressRules } from './address-rules.ts';
import { describeNetworkError } from './network-error.ts';
import { trustedContext } from './trusted-context.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** A header's values, joined with commas; undefined where there is none. */
  readonly header: (name: string) => string | undefined;
  /** Read it to its end, or call `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly discard: () => void;
}

/** One HTTP exchange at a time; what goes wrong on the wire becomes a {@link RegistryError}. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Ends whatever is under way. */
  close(): Promise<void>;
}

/** Connections per origin; more layers than this are read one after the other. */
const connections = 16;
const maxDiscardedBytes = 16 * 1024;

/** Opens a pool of connections for the registry at `hostname`, through the proxy and with the trust that `connection` names. */
export function createTransport(connection: RegistryConnection, limits: Limits, hostname: string): Transport {
  const rules = addressRules(hostname, connection.allowedNetworks);
  const dispatcher = createDispatcher(connection, limits, rules);
  return {
    async send(request) {
      rules.checkHost(request.url.hostname);
      try {
        const { statusCode, headers, body } = await dispatcher.request({
          origin: request.url.origin,
          path: request.url.pathname + request.url.search,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          signal: request.signal,
          headersTimeout: limits.idleTimeoutMs,
          bodyTimeout: limits.idleTimeoutMs,
        });
        return toResponse(request.url, statusCode, headers, body, limits);
      } catch (error) {
        request.signal.throwIfAborted();
        throw describeNetworkError(error, request.url, connection);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function toResponse(
  url: URL,
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Dispatcher.ResponseData['body'],
  limits: Limits,
): HttpResponse {
  // A body that is dropped half-way ends in an error that nobody waits for.
  body.on('error', () => undefined);
  return {
    status,
    url,
    header: (name) => [headers[name] ?? []].flat().join(', ') || undefined,
    body,
    discard: () => {
      const signal = AbortSignal.timeout(limits.idleTimeoutMs);
      body.dump({ limit: maxDiscardedBytes, signal }).catch(() => undefined);
    },
  };
}

function createDispatcher(connection: RegistryConnection, limits: Limits, { lookup }: AddressRules): Dispatcher {
  const tls = {
    ...(connection.ca !== undefined && { secureContext: trustedContext(connection.ca) }),
    ...(connection.skipTlsVerify === true && { rejectUnauthorized: false }),
  };
  const options = { connections, allowH2: false };
  if (connection.proxy === undefined) {
    return new Agent({ ...options, connect: { ...tls, lookup, timeout: limits.connectTimeoutMs } });
  }
  return new ProxyAgent({
    ...options,
    uri: checkedProxy(connection.proxy),
    connectTimeout: limits.connectTimeoutMs,
    requestTls: tls,
    proxyTls: connection.ca === undefined ? {} : { secureContext: trustedContext(connection.ca) },
  });
}

function checkedProxy(proxy: string): string {
  if (URL.canParse(proxy) && ['http:', 'https:'].includes(new URL(proxy).protocol)) return proxy;
  const shown = redactUrl(proxy);
  throw new RegistryError('registry/invalid-settings', `the proxy ${shown} is no http:// or https:// URL: correct it`);
}
