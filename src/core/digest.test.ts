import { describe, expect, it } from 'vitest';
import { digestHex, parseDigest } from './digest.ts';

describe('parseDigest', () => {
  it('takes sha256 in lowercase', () => {
    const digest = parseDigest(`sha256:${'0f'.repeat(32)}`);
    expect(digest && digestHex(digest)).toBe('0f'.repeat(32));
  });

  it.each([
    ['uppercase', `sha256:${'0F'.repeat(32)}`],
    ['too short', 'sha256:00'],
    ['too long', `sha256:${'0'.repeat(65)}`],
    ['another algorithm', `sha512:${'0'.repeat(128)}`],
    ['a path', `sha256:../${'0'.repeat(61)}`],
    ['a line break at the end', `sha256:${'0'.repeat(64)}\n`],
  ])('refuses %s', (_, text) => {
    expect(parseDigest(text)).toBeUndefined();
  });
});
