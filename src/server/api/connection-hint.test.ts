import { describe, expect, it } from 'vitest';
import { connectionHint } from './connection-hint.ts';

const settings = { path: 'registry.example', type: 'docker-v2', plainHttp: false };

describe('connectionHint', () => {
  it.each([
    ['registry/name-not-resolved', 'no such host', settings, /spelling/],
    ['registry/connection-refused', 'refused', settings, /port/],
    ['registry/tls', 'the certificate has expired', settings, /Renew/],
    ['registry/tls', 'the certificate is for another name', settings, /host name/],
    ['registry/tls', 'signed by an unknown authority', settings, /certificate of the authority/],
    [
      'registry/tls',
      'is signed by an authority that is neither known nor given',
      settings,
      /in place of the one given/,
    ],
    ['registry/tls', 'TLS failed (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)', settings, /old versions/],
    ['registry/tls', 'it does not speak TLS', settings, /Switch on Plain HTTP/],
    ['registry/unauthorized', '401', settings, /password/],
    ['registry/unauthorized', '401; it wants a credential', settings, /Enter the credential/],
    ['registry/forbidden', '403', settings, /right to read/],
    ['registry/rate-limited', '429', settings, /Wait/],
    ['registry/not-a-registry', 'HTML', settings, /proxy or a sign-in page/],
    [
      'registry/protocol',
      'answered 400; if it speaks HTTPS, …',
      { ...settings, plainHttp: true },
      /switch off Plain HTTP/,
    ],
    [
      'registry/unauthorized',
      '401',
      { ...settings, path: '123456789012.dkr.ecr.eu-west-1.amazonaws.com' },
      /Amazon ECR/,
    ],
    ['registry/catalog-unsupported', '404', { ...settings, path: 'ghcr.io/acme' }, /GitHub Container Registry/],
    [
      'registry/catalog-unsupported',
      '404',
      { ...settings, path: 'ghcr.io/acme', type: 'ghcr' },
      /Name the repositories/,
    ],
    ['registry/address-refused', 'is not asked', settings, /PLIMSOLL_REGISTRY_NETWORKS/],
  ])('%s (%s)', (code, message, given, expected) => {
    expect(connectionHint(code, message, given)).toMatch(expected);
  });

  it('says nothing where there is nothing to add', () => {
    expect(connectionHint('registry/digest-mismatch', 'x', settings)).toBeUndefined();
  });
});
