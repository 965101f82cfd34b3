import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import type { TlsFiles } from './http-server.ts';
import type { Grant } from './token-server.ts';

/** Signs what a grant allows as a Docker registry wants it (distribution/spec/auth/jwt.md): ES256, certificate in `x5c`. */
export function signedTokens(issuer: string, signer: TlsFiles): (grant: Grant) => string {
  const key = createPrivateKey(signer.key);
  const certificate = new X509Certificate(signer.cert).raw.toString('base64');
  return ({ scopes, expiresAt, subject, service }) => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      sub: subject,
      aud: service,
      exp: Math.floor(expiresAt / 1000),
      nbf: seconds - 10,
      iat: seconds,
      jti: randomUUID(),
      access: scopes.filter((scope) => scope !== '').map(accessOf),
    };
    const content = `${encode({ typ: 'JWT', alg: 'ES256', x5c: [certificate] })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  };
}

function accessOf(scope: string): { type: string; name: string; actions: string[] } {
  const [type = '', ...rest] = scope.split(':');
  return { type, name: rest.slice(0, -1).join(':'), actions: (rest.at(-1) ?? '').split(',') };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
