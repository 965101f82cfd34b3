import { describe, expect, it } from 'vitest';
import { shortDigest } from './digest.ts';
import { formatBytes } from './format-bytes.ts';
import { plural } from './plural.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [1000, '1.0 KB'],
    [3_440_000, '3.4 MB'],
    [433_000_000, '433 MB'],
    [1_100_000_000, '1.1 GB'],
    [5e15, '5000 TB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

it('shortens digests with and without their algorithm', () => {
  expect(shortDigest(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
  expect(shortDigest('0123456789abcdef')).toBe('0123456789ab');
});

it('agrees in number', () => {
  expect(plural(0, 'image')).toBe('no images');
  expect(plural(1, 'repository', 'repositories')).toBe('1 repository');
  expect(plural(1204, 'image')).toBe('1,204 images');
});
