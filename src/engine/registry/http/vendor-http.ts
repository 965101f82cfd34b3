import type { Secret } from '#core/secret.ts';
import { RegistryError } from '../registry-error.ts';
import type { CredentialValues } from '../registry-vendor.ts';
import { type JsonAnswer, readJson, refuseHtml } from './json-answer.ts';
import { isOwnService, type MachineTextCall, machineText } from './machine-text.ts';
import { linkedPage, type Page, readPages } from './pages.ts';
import { readWhole } from './read-body.ts';
import { refuseElsewhere, sendFollowing } from './redirects.ts';
import { responseError } from './response-error.ts';
import { withRetries } from './retry.ts';
import type { SessionSettings } from './session.ts';
import type { HttpResponse } from './transport.ts';

/** Headers that hold a credential, as they are or made anew; `isRefused` after a 401 to what was made before. */
export type SecretHeaders =
  | Readonly<Record<string, string>>
  | ((isRefused: boolean) => Promise<Readonly<Record<string, string>>>);

/** A token for a vendor's API, and until when (milliseconds since 1970). */
export interface ApiToken {
  readonly value: Secret;
  readonly expiresAt: number;
}

/** A request to a vendor's own API. */
export interface ApiCall {
  /** On the registry's own host, or on one that the vendor declares as its API. */
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that hold a credential: they stay behind where a redirect leads to another origin. */
  readonly secrets?: SecretHeaders;
  readonly body?: string;
  /** For messages: `list of projects of harbor.example`. */
  readonly what: string;
  readonly signal: AbortSignal;
}

/** HTTP for vendors: their own APIs, with retries, limits and a guard on where credentials go. */
export interface VendorHttp {
  /** `https://<host>`, or `http://` where plain HTTP was asked for. */
  origin(host: string): string;
  /** A token for an API, made once by `make` and kept by `name` until shortly before it expires, or until it is refused. */
  token(make: () => Promise<ApiToken>, isRefused: boolean, name?: string): Promise<Secret>;
  /** JSON of an answer with a 2xx status; anything else throws a {@link RegistryError}. */
  json(call: ApiCall): Promise<JsonAnswer>;
  /** Text from where this machine's configuration says, see `machineText`. */
  machineText(call: MachineTextCall): Promise<string>;
  /** See `isOwnService`. */
  isOwnService(hostname: string): boolean;
  /** Items of all pages, each linked from the one before by `Link`. */
  linked<Item>(call: ApiCall, itemsOf: (body: unknown) => readonly Item[]): AsyncGenerator<Item>;
  /** Items of all pages, each reached by what the vendor says in the one before. */
  paged<Item>(what: string, read: (position: string) => Promise<Page<Item>>): AsyncGenerator<Item>;
}

export interface VendorHttpSettings extends Omit<SessionSettings, 'authorizer'> {
  readonly values: CredentialValues | undefined;
  /** Tells whether the vendor declares a host (`host[:port]`) as one of its API. */
  readonly isApiHost: (host: string) => boolean;
}

/** Makes it for one registry. */
export function createVendorHttp(settings: VendorHttpSettings): VendorHttp {
  const { retry, limits, connection } = settings;
  const json = (call: ApiCall) => withRetries(() => jsonOnce(call, settings), retry, call.signal);
  const paged: VendorHttp['paged'] = (what, read) => readPages('', read, { what, maxPages: limits.maxListingPages });
  return {
    origin: (host) => `${connection.plainHttp === true ? 'http' : 'https'}://${host}`,
    token: tokenKeeper(settings.now),
    json,
    machineText: (call) => withRetries(() => machineText(call, settings), retry, call.signal),
    isOwnService: (hostname) => isOwnService(hostname, connection),
    paged,
    linked: (call, itemsOf) => {
      const read = async (position: string) => {
        const answer = await json({ ...call, url: new URL(position) });
        const next = linkedPage(answer.header('link'), { from: answer.url, origin: call.url.origin, what: call.what });
        return { items: itemsOf(answer.body), next };
      };
      return readPages(call.url.href, read, { what: call.what, maxPages: limits.maxListingPages });
    },
  };
}

async function jsonOnce(call: ApiCall, settings: VendorHttpSettings): Promise<JsonAnswer> {
  const { limits, connection, now } = settings;
  checkHost(call, settings);
  let response = await send(call, await headersOf(call.secrets, false), settings);
  if (response.status === 401 && typeof call.secrets === 'function') {
    response.discard();
    response = await send(call, await headersOf(call.secrets, true), settings);
  }
  const bodyOptions = { limits, connection, signal: call.signal };
  if (response.status < 200 || response.status > 299) {
    const hasCredential = settings.values !== undefined;
    throw await responseError(response, { ...bodyOptions, what: call.what, hasCredential, now });
  }
  refuseHtml(response, call.what);
  const bytes = await readWhole(response, { name: 'maxResponseBytes', of: call.what }, bodyOptions);
  const { status, url, header } = response;
  if (call.secrets !== undefined) refuseElsewhere(url, call.url.origin, call.what);
  return readJson({ status, url, header, bytes }, call.what);
}

async function headersOf(secrets: SecretHeaders = {}, isRefused: boolean): Promise<Readonly<Record<string, string>>> {
  return typeof secrets === 'function' ? await secrets(isRefused) : secrets;
}

/** Tokens are made anew this long before they expire, or after half of a shorter life. */
const renewalMarginMs = 60_000;

function tokenKeeper(now: () => number): VendorHttp['token'] {
  const tokens = new Map<string, { readonly value: Secret; readonly renewAt: number }>();
  return async (make, isRefused, name = '') => {
    const kept = tokens.get(name);
    if (kept !== undefined && !isRefused && now() < kept.renewAt) return kept.value;
    const { value, expiresAt } = await make();
    tokens.set(name, { value, renewAt: expiresAt - Math.min(renewalMarginMs, (expiresAt - now()) / 2) });
    return value;
  };
}

async function send(
  call: ApiCall,
  secrets: Readonly<Record<string, string>>,
  { userAgent, transport, limits }: VendorHttpSettings,
): Promise<HttpResponse> {
  const { url, method = 'GET', body, signal } = call;
  const headers = { accept: 'application/json', 'user-agent': userAgent, ...call.headers };
  if (method === 'GET') {
    const { maxRedirects } = limits;
    return await sendFollowing(transport, { method, url, headers, signal }, { secrets, maxRedirects });
  }
  // A POST follows no redirect: its body may hold the credential.
  return await transport.send({ method, url, headers: { ...headers, ...secrets }, body: body ?? '', signal });
}

function checkHost({ url, what }: ApiCall, { base, connection, isApiHost }: VendorHttpSettings): void {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && connection.plainHttp === true)) {
    const message = `${what}: ${url.origin} is not HTTPS: no credential is sent there unless plain HTTP is allowed`;
    throw new RegistryError('registry/invalid-settings', message);
  }
  if (url.host === base.host || isApiHost(url.host)) return;
  throw new RegistryError('registry/protocol', `${what}: ${url.host} is no host of this registry's API; not asked`);
}
