import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attestedDocument } from './attested-document.ts';

const limits = { maxVexBytes: 1_000_000, maxVexValues: 10_000 };
const hex = 'a'.repeat(64);
const subject = { digests: [`sha256:${hex}`] };
const vex = { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] };
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://openvex.dev/ns/v0.2.0',
  subject: [{ name: 'app', digest: { sha256: hex } }],
  predicate: vex,
};
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const envelope = { payloadType: 'application/vnd.in-toto+json', payload: base64(statement), signatures: [] };
const read = (value: unknown, most = limits) => {
  const bytes = attestedDocument(Buffer.from(JSON.stringify(value)), subject, most);
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as unknown);
};

describe('attestedDocument', () => {
  it.each([
    ['a document as it is', vex, vex],
    ['an in-toto statement, as BuildKit attaches', statement, vex],
    ['an envelope, as cosign attaches', envelope, vex],
    ['a bundle, as Sigstore attaches', { mediaType: 'bundle', dsseEnvelope: envelope }, vex],
    ['a statement on another image', { ...statement, subject: [{ digest: { sha256: 'b'.repeat(64) } }] }, undefined],
    ['a statement on nothing', { ...statement, subject: [] }, undefined],
    ['an envelope of something else', { ...envelope, payload: base64({ a: 1 }) }, undefined],
    ['an envelope that is broken', { ...envelope, payload: '{}' }, undefined],
    ['any other document', { a: 1 }, { a: 1 }],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it('is not read past the limits', () => {
    expect(read(envelope, { maxVexBytes: 1_000_000, maxVexValues: 10 })).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void attestedDocument(bytes, subject, limits)));
    fc.assert(fc.property(fc.json(), (json) => void attestedDocument(Buffer.from(json), subject, limits)));
  });
});
