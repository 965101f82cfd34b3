import { describe, expect, it } from 'vitest';
import { RegistryError } from '../registry-error.ts';
import { describeNetworkError } from './network-error.ts';

const url = new URL('https://r.example:5000/v2/?token=hidden');
const failure = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

describe('describeNetworkError', () => {
  it.each([
    ['no such name', 'ENOTFOUND', 'registry/name-not-resolved', false],
    ['name server silent', 'EAI_AGAIN', 'registry/name-not-resolved', true],
    ['refused', 'ECONNREFUSED', 'registry/connection-refused', true],
    ['reset', 'ECONNRESET', 'registry/unavailable', true],
    ['closed by the other side', 'UND_ERR_SOCKET', 'registry/unavailable', true],
    ['no connection in time', 'UND_ERR_CONNECT_TIMEOUT', 'registry/timeout', true],
    ['no headers in time', 'UND_ERR_HEADERS_TIMEOUT', 'registry/timeout', true],
    ['body stopped', 'UND_ERR_BODY_TIMEOUT', 'registry/timeout', true],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'registry/tls', false],
    ['expired', 'CERT_HAS_EXPIRED', 'registry/tls', false],
    ['a TLS failure without a line of its own', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'registry/tls', false],
    ['a certificate failure without a line of its own', 'CERT_REVOKED', 'registry/tls', false],
    ['plain HTTP', 'EPROTO', 'registry/tls', false],
  ])('%s', (_, code, expected, retriable) => {
    const error = describeNetworkError(failure(code), url, {});
    expect(error).toMatchObject({ code: expected, retriable });
    expect(error.message).toContain('r.example:5000');
    expect(error.message).not.toContain('hidden');
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'asks for another authority where one was given: %s',
    (code) => {
      expect(describeNetworkError(failure(code), url, {}).message).toContain('(--skip-tls-verify)');
      const { message } = describeNetworkError(failure(code), url, { ca: 'PEM' });
      expect(message).toContain('neither known nor given');
    },
  );

  it('the cause of a wrapper counts', () => {
    const wrapped = new TypeError('fetch failed', { cause: failure('ENOTFOUND') });
    expect(describeNetworkError(wrapped, url, {}).code).toBe('registry/name-not-resolved');
  });

  it('the first of several addresses counts', () => {
    const several = new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')]);
    expect(describeNetworkError(several, url, {}).code).toBe('registry/connection-refused');
  });

  it('a cause that leads to itself ends', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describeNetworkError(error, url, {}).code).toBe('registry/unavailable');
  });

  it.each([undefined, null, 'text', 7])('%s was thrown', (thrown) => {
    expect(describeNetworkError(thrown, url, {})).toBeInstanceOf(RegistryError);
  });

  it('names the proxy without its password', () => {
    const connection = { proxy: 'http://pete:s3cret@proxy.example:3128' };
    const error = describeNetworkError(failure('UND_ERR_ABORTED', 'Proxy response (407) !== 200'), url, connection);
    expect(error.code).toBe('registry/proxy');
    expect(error.message).toContain('proxy.example:3128');
    expect(error.message).not.toContain('s3cret');
  });
});
