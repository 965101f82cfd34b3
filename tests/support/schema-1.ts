import { generateKeyPairSync, sign } from 'node:crypto';
import type { Digest } from '#core/digest.ts';

export interface Schema1Line {
  /** Of the layer as stored. */
  readonly digest: Digest;
  readonly command: string;
  readonly throwaway?: boolean;
}

/** A manifest of Docker's schema 1 over these layers, lowest first; `top` is what the topmost line says besides. */
export function schema1Manifest(lines: readonly Schema1Line[], top: Readonly<Record<string, unknown>> = {}): string {
  const topmostFirst = lines.map((line, index) => ({ ...line, index })).toReversed();
  const idOf = (index: number) => index.toString(16).padStart(64, '0');
  const history = topmostFirst.map(({ command, throwaway, index }) => ({
    v1Compatibility: JSON.stringify({
      id: idOf(index),
      ...(index > 0 && { parent: idOf(index - 1) }),
      created: `2015-0${1 + (index % 9)}-01T00:00:00Z`,
      container_config: { Cmd: [command] },
      ...(throwaway && { throwaway }),
      ...(index === lines.length - 1 && { architecture: 'amd64', os: 'linux', ...top }),
    }),
  }));
  const fsLayers = topmostFirst.map(({ digest: blobSum }) => ({ blobSum }));
  const body = { schemaVersion: 1, name: 'old/app', tag: '1', architecture: 'amd64', fsLayers, history };
  return JSON.stringify(body, null, 3);
}

/** Signs a manifest in place, as libtrust does: the signatures are put before its last brace. */
export function signManifest(payload: string, kind: 'EC' | 'RSA' = 'EC'): Buffer {
  const { privateKey, publicKey } =
    kind === 'EC'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const end = payload.lastIndexOf('\n}');
  const tail = Buffer.from(payload.slice(end)).toString('base64url');
  const header = {
    formatLength: Buffer.byteLength(payload.slice(0, end)),
    formatTail: tail,
    time: '2015-01-01T00:00:00Z',
  };
  const guarded = Buffer.from(JSON.stringify(header)).toString('base64url');
  const data = Buffer.from(`${guarded}.${Buffer.from(payload).toString('base64url')}`);
  const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const jwk = publicKey.export({ format: 'jwk' });
  const alg = kind === 'EC' ? 'ES256' : 'RS256';
  const signatures = JSON.stringify([{ header: { jwk, alg }, signature, protected: guarded }]);
  return Buffer.from(`${payload.slice(0, end)},\n   "signatures": ${signatures}${payload.slice(end)}`);
}
