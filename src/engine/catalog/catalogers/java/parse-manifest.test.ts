import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleLicenses, parseManifest } from './parse-manifest.ts';

const title = (text: string) => parseManifest(text).get('implementation-title');

describe('parseManifest', () => {
  it.each([
    ['a line', 'Manifest-Version: 1.0\r\nImplementation-Title: x\r\n\r\n', 'x'],
    ['line feeds alone', 'Manifest-Version: 1.0\nImplementation-Title: x\n', 'x'],
    ['carriage returns alone', 'Manifest-Version: 1.0\rImplementation-Title: x\r', 'x'],
    ['a long value, continued', 'Implementation-Title: a lon\r\n g val\r\n ue\r\n', 'a long value'],
    ['names in any case', 'IMPLEMENTATION-TITLE: x\n', 'x'],
    ['empty lines before', '\r\n\r\nImplementation-Title: x\r\n', 'x'],
    ['one of a section of an entry', 'Manifest-Version: 1.0\n\nName: a/\nImplementation-Title: x\n', undefined],
    ['twice: the first', 'Implementation-Title: x\nImplementation-Title: y\n', 'x'],
    ['a continuation of another', 'Implementation-Title: x\nCreated-By: a\n b\n', 'x'],
    ['a continuation of nothing', ' x\nImplementation-Title: y\n', 'y'],
    ['no colon', 'Implementation-Title\n', undefined],
  ])('%s', (_name, text, expected) => {
    expect(title(text)).toBe(expected);
  });

  it('ends for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '\r', '-') }), (text) => {
        expect(parseManifest(text)).toBeInstanceOf(Map);
      }),
    );
    expect(title(`Implementation-Title: x\n${' y\n'.repeat(1_000_000)}`)?.length).toBeLessThan(5000);
  });
});

describe('bundleLicenses', () => {
  it.each([
    ['MIT', ['MIT']],
    ['https://www.apache.org/licenses/LICENSE-2.0.txt', ['https://www.apache.org/licenses/LICENSE-2.0.txt']],
    ['Apache-2.0;link="https://example.org, and more";description="a, b", MIT', ['Apache-2.0', 'MIT']],
    ['"Apache License, Version 2.0"', ['Apache License, Version 2.0']],
    ['<<EXTERNAL>>', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(bundleLicenses(new Map([['bundle-license', text]]))).toEqual(expected);
  });
});
