import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { paragraphs } from './paragraphs.ts';

const wanted = new Set(['package', 'description']);
const read = (text: string) => [...paragraphs(text, wanted)].map((paragraph) => Object.fromEntries(paragraph));

describe('paragraphs', () => {
  it.each([
    ['two paragraphs', 'Package: a\n\nPackage: b\n', [{ package: 'a' }, { package: 'b' }]],
    ['several empty lines', '\n\nPackage: a\n\n \n\t\nPackage: b', [{ package: 'a' }, { package: 'b' }]],
    [
      'CRLF',
      'Package: a\r\nDescription: x\r\n y\r\n\r\nPackage: b\r\n',
      [{ package: 'a', description: 'x\ny' }, { package: 'b' }],
    ],
    ['continuation lines', 'Description: x\n y\n\tz\n', [{ description: 'x\ny\nz' }]],
    ['continuation of an unwanted field', 'Depends: a,\n b\nPackage: c\n d\n', [{ package: 'c\nd' }]],
    ['a continuation without a field', ' x\nPackage: a\n', [{ package: 'a' }]],
    ['names in any case', 'PACKAGE: a\n', [{ package: 'a' }]],
    ['a field twice: the first holds', 'Package: a\nPackage: b\n c\n', [{ package: 'a' }]],
    ['no colon', 'Package\nPackage: a\n', [{ package: 'a' }]],
    ['an empty name', ': x\nPackage: a\n', [{ package: 'a' }]],
    ['a value with colons', 'Package: a:b: c\n', [{ package: 'a:b: c' }]],
    ['an empty value', 'Package:\n', [{ package: '' }]],
    ['nothing wanted', 'Depends: a\n', [{}]],
    ['nothing', '', []],
    ['a name of the prototype', '__proto__: a\nconstructor: b\nPackage: c\n', [{ package: 'c' }]],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText(), (text) => void read(text)));
  });

  it('takes time in proportion to the text', () => {
    const line = 'x'.repeat(30_000_000);
    const started = cpuTimeMs();
    expect(read(line)).toEqual([{}]);
    expect(read(`Description:${'\n a'.repeat(2_000_000)}`)).toHaveLength(1);
    expect(read('\n'.repeat(5_000_000))).toEqual([]);
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});
