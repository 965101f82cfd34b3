import { errors } from 'undici';
import { errorMessage } from '#core/errors.ts';
import { redactUrl } from '#core/secret.ts';
import type { RegistryConnection } from '../registry-connection.ts';
import { RegistryError, type RegistryErrorCode } from '../registry-error.ts';

interface Explanation {
  readonly code: RegistryErrorCode;
  readonly text: (host: string) => string;
  readonly retriable?: boolean;
}

const neitherKnownNorGiven =
  'is signed by an authority that is neither known nor given: give the one that signed it (--ca), and let the registry send those in between';
const trustIt = 'give the authority that signed it (--ca), or skip the check (--skip-tls-verify)';

/** What the codes of Node, OpenSSL and undici mean (nodejs.org/api/errors.html, nodejs.org/api/tls.html#x509-certificate-error-codes). */
const explanations: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: { code: 'registry/name-not-resolved', text: (host) => `no such host: ${host}; check its spelling` },
  EAI_AGAIN: {
    code: 'registry/name-not-resolved',
    text: (host) => `the name server gave no answer for ${host}; check the network`,
    retriable: true,
  },
  ECONNREFUSED: {
    code: 'registry/connection-refused',
    text: (host) => `${host} refused the connection; check that it runs, and its port`,
    retriable: true,
  },
  EHOSTUNREACH: { code: 'registry/unavailable', text: (host) => `no route to ${host}`, retriable: true },
  ENETUNREACH: { code: 'registry/unavailable', text: (host) => `no network route to ${host}`, retriable: true },
  ETIMEDOUT: { code: 'registry/timeout', text: (host) => `${host} did not answer in time`, retriable: true },
  UND_ERR_CONNECT_TIMEOUT: {
    code: 'registry/timeout',
    text: (host) => `${host} took no connection in time (limits.connectTimeoutMs)`,
    retriable: true,
  },
  UND_ERR_HEADERS_TIMEOUT: {
    code: 'registry/timeout',
    text: (host) => `${host} sent no answer in time (limits.idleTimeoutMs)`,
    retriable: true,
  },
  UND_ERR_BODY_TIMEOUT: {
    code: 'registry/timeout',
    text: (host) => `${host} stopped sending (limits.idleTimeoutMs)`,
    retriable: true,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} is self-signed: ${trustIt}`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} is signed by an unknown, self-signed authority: ${trustIt}`,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} is signed by an unknown authority: ${trustIt}`,
  },
  UNABLE_TO_GET_ISSUER_CERT: {
    code: 'registry/tls',
    text: (host) => `the authority that signed the certificate of ${host} is unknown: ${trustIt}`,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    code: 'registry/tls',
    text: (host) => `the authority that signed the certificate of ${host} is unknown: ${trustIt}`,
  },
  CERT_HAS_EXPIRED: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} has expired: renew it on the registry`,
  },
  CERT_NOT_YET_VALID: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} is not valid yet: check the clocks`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    code: 'registry/tls',
    text: (host) => `the certificate of ${host} is for another name: use the name that it has`,
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    code: 'registry/tls',
    text: () => `it does not speak TLS; if it speaks plain HTTP, allow that (--plain-http)`,
  },
};

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);
const plainHttpAnswers = new Set(['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST', 'EPROTO']);

/** Turns what undici or Node threw for a request to `url` into a {@link RegistryError} with the exact cause and the remedy. */
export function describeNetworkError(error: unknown, url: URL, connection: RegistryConnection): RegistryError {
  if (error instanceof RegistryError) return error;
  const cause = rootCause(error);
  const code = codeOf(cause);
  const proxy = connection.proxy === undefined ? undefined : redactUrl(connection.proxy);
  if (proxy !== undefined && isProxyFailure(cause, code)) {
    const message = `cannot reach ${url.host} through the proxy ${proxy}: ${errorMessage(cause)}`;
    return new RegistryError('registry/proxy', message, { cause: error });
  }
  const explanation = explanations[plainHttpAnswers.has(code) ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code];
  const via = proxy === undefined ? '' : ` (through the proxy ${proxy})`;
  if (explanation !== undefined) {
    const hasOtherCa = connection.ca !== undefined && untrusted.has(code);
    const reason = hasOtherCa ? `the certificate of ${url.host} ${neitherKnownNorGiven}` : explanation.text(url.host);
    return new RegistryError(explanation.code, `cannot reach ${url.host}${via}: ${reason}`, {
      cause: error,
      retriable: explanation.retriable ?? false,
    });
  }
  if (code.startsWith('CERT_') || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    const message = `cannot reach ${url.host}${via}: TLS failed (${code}): ${errorMessage(cause)}`;
    return new RegistryError('registry/tls', message, { cause: error });
  }
  return unexplained(url, via, { error, cause, code });
}

function unexplained(
  url: URL,
  via: string,
  { error, cause, code }: { readonly error: unknown; readonly cause: unknown; readonly code: string },
): RegistryError {
  const isNonsense = cause instanceof errors.HTTPParserError;
  const remedy = url.protocol === 'http:' ? '; if it speaks HTTPS, switch plain HTTP off (--plain-http)' : '';
  const reason = isNonsense ? 'its answer is not HTTP' : `the connection broke (${code || errorMessage(cause)})`;
  return new RegistryError(
    isNonsense ? 'registry/not-a-registry' : 'registry/unavailable',
    `no answer from ${url.host}${via}: ${reason}${remedy}`,
    { cause: error, retriable: !isNonsense },
  );
}

/** undici and Node wrap: the first error with a code that is not only a wrapper's counts. */
function rootCause(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else if (codeOf(current) === '' && current instanceof Error && current.cause !== undefined) current = current.cause;
    else break;
  }
  return current;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function isProxyFailure(error: unknown, code: string): boolean {
  return code.startsWith('UND_ERR_PRX') || /\bProxy\b/.test(errorMessage(error).slice(0, 200));
}
