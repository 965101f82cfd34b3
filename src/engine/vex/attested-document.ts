import { parseBoundedJson } from '#core/bounded-json.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';

const maxDepth = 64;

/** Digests of the image that a document is attached to, and of the index that names it. */
export interface AttachedSubject {
  readonly digests: readonly string[];
}

/**
 * Takes a document out of the attestation that holds it: a Sigstore bundle (github.com/sigstore/protobuf-specs), a DSSE envelope
 * (github.com/secure-systems-lab/dsse) or an in-toto statement (github.com/in-toto/attestation), one in the other. Bytes that are none of these are given back
 * as they are; undefined for an attestation of something else than the subject. Signatures are not verified: whoever may attach is trusted, or not.
 */
export function attestedDocument(
  bytes: Uint8Array,
  subject: AttachedSubject,
  { maxVexBytes, maxVexValues }: Pick<Limits, 'maxVexBytes' | 'maxVexValues'>,
): Uint8Array | undefined {
  const read = (some: Uint8Array) => {
    const parsed = parseBoundedJson(some, { maxBytes: maxVexBytes, maxValues: maxVexValues, maxDepth });
    return parsed.kind === 'value' ? parsed.value : undefined;
  };
  const outer = read(bytes);
  const envelope = isRecord(outer) && isRecord(outer.dsseEnvelope) ? outer.dsseEnvelope : outer;
  const payload = isRecord(envelope) && envelope.payloadType === inToto ? asString(envelope.payload) : undefined;
  const statement = payload === undefined ? outer : read(Buffer.from(payload, 'base64'));
  if (!isRecord(statement) || !isStatement(statement)) return payload === undefined ? bytes : undefined;
  return isAbout(statement, subject) ? Buffer.from(JSON.stringify(statement.predicate ?? {})) : undefined;
}

const inToto = 'application/vnd.in-toto+json';

function isStatement({ _type: type, predicateType }: Readonly<Record<string, unknown>>): boolean {
  return (asString(type) ?? '').startsWith('https://in-toto.io/Statement/') && typeof predicateType === 'string';
}

function isAbout({ subject }: Readonly<Record<string, unknown>>, { digests }: AttachedSubject): boolean {
  return asRecords(subject).some(
    ({ digest }) => isRecord(digest) && digests.includes(`sha256:${asString(digest.sha256) ?? ''}`),
  );
}
