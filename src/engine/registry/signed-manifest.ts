import { createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';

/** What a signed manifest of Docker's schema 1 is signed for. */
export interface SignedPayload {
  /** The manifest without its signatures: its digest is the manifest's. */
  readonly bytes: Uint8Array;
  /** Whether each signature is of these bytes, by the key that it names; nobody vouches for that key. */
  readonly isVerified: boolean;
}

const maxSignatures = 16;
/** More is no end of a JSON document. */
const maxTailBytes = 1024;

/**
 * Takes the payload out of a JSON document that is signed in place (distribution's spec/manifest-v2-1.md, "Signed Manifests", by libtrust: the header of each
 * signature says how many bytes before the signatures are the payload's, and how it ended). Undefined where this is none.
 */
export function signedPayload(bytes: Uint8Array): SignedPayload | undefined {
  const body = parseJson(bytes);
  const signatures = isRecord(body) ? asRecords(body.signatures) : [];
  const [first] = signatures;
  const payload = first && payloadOf(bytes, asString(first.protected) ?? '');
  if (payload === undefined || signatures.length > maxSignatures) return undefined;
  return { bytes: payload, isVerified: signatures.every((one) => isSigned(one, bytes, payload)) };
}

function payloadOf(bytes: Uint8Array, header: string): Uint8Array | undefined {
  const said = parseJson(Buffer.from(header, 'base64url'));
  if (!isRecord(said)) return undefined;
  const { formatLength: length } = said;
  const tail = Buffer.from(asString(said.formatTail) ?? '', 'base64url');
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 1 || length > bytes.length)
    return undefined;
  if (tail.length > maxTailBytes) return undefined;
  return Buffer.concat([bytes.subarray(0, length), tail]);
}

function isSigned(signature: Readonly<Record<string, unknown>>, bytes: Uint8Array, payload: Uint8Array): boolean {
  const header = isRecord(signature.header) ? signature.header : {};
  const guarded = asString(signature.protected) ?? '';
  const own = payloadOf(bytes, guarded);
  if (own === undefined || !Buffer.from(own).equals(payload)) return false;
  const data = Buffer.from(`${guarded}.${Buffer.from(payload).toString('base64url')}`);
  const algorithm = algorithms[asString(header.alg) ?? ''];
  try {
    const key = keyOf(header);
    const value = Buffer.from(asString(signature.signature) ?? '', 'base64url');
    return algorithm !== undefined && verify(algorithm, data, { key, dsaEncoding: 'ieee-p1363' }, value);
  } catch {
    return false;
  }
}

/** JSON Web Algorithms (RFC 7518, section 3.1). */
const algorithms: Readonly<Record<string, string | undefined>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
};

function keyOf(header: Readonly<Record<string, unknown>>): KeyObject {
  const [certificate] = asStrings(header.x5c);
  if (certificate !== undefined) return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  const { kty, crv, x, y, n, e } = isRecord(header.jwk) ? header.jwk : {};
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => typeof value === 'string');
  return createPublicKey({ key: Object.fromEntries(members), format: 'jwk' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
