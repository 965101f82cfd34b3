import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPackPaths, packedPaths, withoutDirectories } from './owned-paths.ts';

const roundTrip = (paths: readonly string[]) => [...packedPaths(createPackPaths()(paths) ?? expect.unreachable())];

describe('packed paths', () => {
  it.each([
    ['none', [], []],
    ['in any order, each once', ['/b', '/a', '/b'], ['a', 'b']],
    ['with and without leading parts', ['./usr/a', '/usr/b', 'usr/c'], ['usr/a', 'usr/b', 'usr/c']],
    ['that share more than one character can say', [`/${'d'.repeat(200)}1`, `/${'d'.repeat(200)}2`], undefined],
    ['with characters of two code units that differ in the second', ['a/😀', 'a/😁'], ['a/😀', 'a/😁']],
    ['that no file can have', ['', '/.', '/a\nb', '/a\0b', `/${'x'.repeat(5000)}`], []],
  ])('%s', (_, paths, expected) => {
    expect(roundTrip(paths)).toEqual(expected ?? paths.map((path) => path.slice(1)));
  });

  it('come back as they went in', () => {
    const path = fc.array(fc.constantFrom('usr', 'lib', 'x', '😀', 'a-b', '"', '\\'), { minLength: 1 });
    fc.assert(
      fc.property(fc.uniqueArray(path.map((parts) => parts.join('/'))), (paths) => {
        const packed = createPackPaths()(paths) ?? expect.unreachable();
        expect(packed.isWellFormed()).toBe(true);
        expect([...packedPaths(packed)]).toEqual([...paths].sort());
      }),
    );
  });

  it('of 60,000 files take a third of the room', () => {
    const paths = Array.from(
      { length: 60_000 },
      (_, n) => `/usr/lib/python3/dist-packages/package_${n % 700}/module_${n}.cpython-311-x86_64-linux-gnu.so`,
    );
    const packed = createPackPaths()(paths) ?? expect.unreachable();
    expect(JSON.stringify(packed).length * 2).toBeLessThan(JSON.stringify(paths).length);
    expect(roundTrip(paths)).toHaveLength(60_000);
  });

  it('are none where all of one database come to more than is kept', () => {
    const inFull = createPackPaths({ full: 10 });
    expect(inFull(['/12345'])).toBeDefined();
    expect(inFull(['/12345'])).toBeUndefined();
    const packed = createPackPaths({ packed: 10 });
    expect(packed(['/12345'])).toBeDefined();
    expect(packed(['/12345'])).toBeUndefined();
  });
});

it('withoutDirectories leaves out what holds other paths of the list, and nothing that is named alike', () => {
  const paths = ['/usr', '/usr/lib', '/usr/lib/x', '/usr/lib/x-y', '/usr/lib/x/z', '/empty'];
  expect(withoutDirectories(paths)).toEqual(['/usr/lib/x-y', '/usr/lib/x/z', '/empty']);
});
