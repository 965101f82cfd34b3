import { asRecords, asString, isRecord } from '#core/json.ts';
import { RegistryError, type RegistryErrorCode } from '../registry-error.ts';
import { type BodyOptions, readWhole } from './read-body.ts';
import { parseRequestQuota } from './request-quota.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { HttpResponse } from './transport.ts';

export interface ResponseErrorOptions extends BodyOptions {
  /** What was asked for, for people: `manifest r.example/x:1`. */
  readonly what: string;
  readonly hasCredential: boolean;
  readonly now: () => number;
}

const retriableStatuses = new Set([429, 500, 502, 503, 504]);
/** What servers that speak HTTPS mean by 400 when they are spoken to in HTTP. */
const speakHttps = 'if it speaks HTTPS, switch plain HTTP off (--plain-http)';
const maxReasonLength = 300;

/** Makes an error of an answer that is no success, with the registry's own words from its body; the body is read. */
export async function responseError(response: HttpResponse, options: ResponseErrorOptions): Promise<RegistryError> {
  const { status } = response;
  // GitHub says 403 where requests are used up, and when there are some again in headers of its own.
  const quota = status === 403 || status === 429 ? parseRequestQuota(response.header, options.now()) : undefined;
  const spent = quota?.remaining === 0 ? quota : undefined;
  const retryAfterMs = parseRetryAfter(response.header('retry-after'), options.now()) ?? spent?.resetMs;
  const reason = await ownWords(response, options);
  const code = spent === undefined ? codeOf(response) : 'registry/rate-limited';
  // Who speaks as registries do has understood the request.
  const mayWantHttps = status === 400 && reason === undefined && options.connection.plainHttp === true;
  const remedy = mayWantHttps ? speakHttps : remedyOf(code, options, retryAfterMs);
  const words = reason === undefined ? '' : `: ${reason}`;
  const { host } = response.url;
  // Where the registry itself is asked for, it need not be named twice.
  const who = options.what === `registry ${host}` ? options.what : `${options.what}: ${host}`;
  const message = `${who} answered ${status}${words}${remedy === '' ? '' : `; ${remedy}`}`;
  return new RegistryError(code, message, {
    retriable: spent !== undefined || retriableStatuses.has(status),
    retryAfterMs,
    status,
  });
}

/** An answer, of whatever status, that no registry gives. */
export function notARegistry(response: HttpResponse, what: string, reason: string): RegistryError {
  return new RegistryError(
    'registry/not-a-registry',
    `${what}: ${response.url.host} answered ${response.status} with ${reason}: this is no container registry; check host, port and path`,
  );
}

/** Tells whether an answer calls itself an HTML page. */
export function isHtml(response: HttpResponse): boolean {
  return /^(?:text\/html|application\/xhtml)/i.test(response.header('content-type') ?? '');
}

function codeOf(response: HttpResponse): RegistryErrorCode {
  switch (response.status) {
    case 401:
      return 'registry/unauthorized';
    case 403:
      return 'registry/forbidden';
    case 404:
      return isHtml(response) && response.header('docker-distribution-api-version') === undefined
        ? 'registry/not-a-registry'
        : 'registry/not-found';
    case 407:
      return 'registry/proxy';
    case 429:
      return 'registry/rate-limited';
    default:
      return response.status >= 500 ? 'registry/unavailable' : 'registry/protocol';
  }
}

function remedyOf(
  code: RegistryErrorCode,
  { what, hasCredential, now }: ResponseErrorOptions,
  retryAfterMs: number | undefined,
): string {
  if (code === 'registry/unauthorized') {
    if (what.startsWith('registry '))
      return hasCredential
        ? 'the credential was refused: check it'
        : 'it wants a credential: give a user name and password';
    return hasCredential
      ? 'the credential was refused or does not reach this repository: check it'
      : 'it wants a credential, or the repository does not exist: give a user name and password';
  }
  if (code === 'registry/forbidden') return hasCredential ? 'use a credential with this right' : 'give a credential';
  if (code === 'registry/not-found') return 'check the name';
  if (code === 'registry/not-a-registry') return 'this is a web page, no container registry; check host, port and path';
  if (code !== 'registry/rate-limited' && code !== 'registry/unavailable') return '';
  return retryAfterMs === undefined
    ? 'try again later'
    : `try again after ${new Date(now() + retryAfterMs).toISOString()}`;
}

/** `CODE message` of the first error in the body (OCI distribution-spec, "Error Codes"), cleaned; undefined where none. */
async function ownWords(response: HttpResponse, options: ResponseErrorOptions): Promise<string | undefined> {
  try {
    const bytes = await readWhole(response, { name: 'maxErrorBodyBytes', of: 'the error' }, options);
    const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (!isRecord(body)) return undefined;
    // AWS and Google have it below "Error" or "error".
    const nested = [body.Error, body.error].find(isRecord) ?? {};
    const [first = nested] = asRecords(body.errors);
    const words = [
      [first.code, first.Code, first.status, body.__type, body.error].map(asString).find(isGiven),
      [first.message, first.Message, body.details, body.message, body.Message, body.error_description]
        .map(asString)
        .find(isGiven),
    ];
    return cleaned(words.filter(isGiven).join(' '));
  } catch {
    // A body that cannot be read says nothing; the status still does.
    options.signal.throwIfAborted();
    return undefined;
  }
}

function isGiven(word: string | undefined): word is string {
  return word !== undefined && word !== '';
}

/** What servers and proxies quote of the request, as they were sent it. */
const credential = /\b(basic|bearer)[ :]{1,3}(?=[\w.~-]{0,4096}[\d+/=]|[\w.~-]{20})[\w.~+/=-]{4,}/gi;

function cleaned(text: string): string | undefined {
  const printable = text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(credential, '$1 [redacted]')
    .trim();
  return printable === '' ? undefined : printable.slice(0, maxReasonLength);
}
