import { expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { platformWord } from './platform-word.ts';

it.each([
  ['a word', 'amd64', 'amd64'],
  ['the release of Windows', '10.0.20348.2966', '10.0.20348.2966'],
  ['nothing', '', ''],
  ['a NUL character', 'v8\u0000', undefined],
  ['half of a surrogate pair', 'v\ud800', undefined],
  ['text that runs the other way', '\u202ev8', undefined],
  ['what is too long to be found by', 'x'.repeat(65), undefined],
  ['a number', 8, undefined],
])('%s as a word of a platform', (_, value, expected) => {
  expect(platformWord(value)).toBe(expected);
});

it('what is none is as if it were not there in a configuration', () => {
  const body = {
    os: 'linux\u0000',
    architecture: 'x'.repeat(100_000),
    variant: '\ud800',
    'os.version': '\u0000',
    rootfs: { diff_ids: [] },
  };
  const { platform } = parseConfig(Buffer.from(JSON.stringify(body)), 'a', undefined);
  expect(platform).toEqual({ os: 'unknown', architecture: 'unknown' });
});
