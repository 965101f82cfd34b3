import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import { schema1Manifest, signManifest } from '#tests/support/schema-1.ts';
import { signedPayload } from './signed-manifest.ts';

const digest = `sha256:${'a'.repeat(64)}` as Digest;
const payload = schema1Manifest([{ digest, command: 'ADD base' }]);
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? '').toString();

describe('signedPayload', () => {
  it.each(['EC', 'RSA'] as const)('gives what was signed with an %s key, byte for byte', (kind) => {
    const found = signedPayload(signManifest(payload, kind));
    expect(text(found?.bytes)).toBe(payload);
    expect(found?.isVerified).toBe(true);
  });

  it('tells where content was changed', () => {
    const changed = signManifest(payload).toString().replaceAll('ADD base', 'ADD evil');
    expect(signedPayload(Buffer.from(changed))?.isVerified).toBe(false);
  });

  it('believes no signature by an algorithm or key that it does not know', () => {
    const none = signManifest(payload).toString().replace('"ES256"', '"none"');
    expect(signedPayload(Buffer.from(none))?.isVerified).toBe(false);
    const noKey = signManifest(payload).toString().replace('"kty":"EC"', '"kty":"oct"');
    expect(signedPayload(Buffer.from(noKey))?.isVerified).toBe(false);
  });

  it('believes nothing where any of several signatures is not of it', () => {
    const other = signManifest(payload.replace('"1"', '"2"')).toString();
    const signature = other.slice(other.indexOf('[{"header"') + 1, other.lastIndexOf('}]') + 1);
    const both = signManifest(payload).toString().replace('}]', `},${signature}]`);
    expect(signedPayload(Buffer.from(both))?.isVerified).toBe(false);
  });

  const header = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['is not signed', payload],
    ['is no JSON', 'x'],
    ['is a list', '[]'],
    ['has no header', '{"signatures":[{}]}'],
    [
      'says that more is signed than there is',
      `{"signatures":[{"protected":"${header({ formatLength: 1e6, formatTail: '' })}"}]}`,
    ],
    ['ends in a book', `{"signatures":[{"protected":"${header({ formatLength: 1, formatTail: 'A'.repeat(5000) })}"}]}`],
    [
      'is signed by everybody',
      `{"signatures":[${Array(17)
        .fill(`{"protected":"${header({ formatLength: 1, formatTail: '' })}"}`)
        .join()}]}`,
    ],
  ])('is nothing of a document that %s', (_, document) => {
    expect(signedPayload(Buffer.from(document))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), fc.string(), (head, protectedHeader, signature) => {
        const one = { header: JSON.parse(head) as unknown, protected: header(JSON.parse(protectedHeader)), signature };
        signedPayload(Buffer.from(JSON.stringify({ signatures: [one] })));
      }),
    );
  });
});
