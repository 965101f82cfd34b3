import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxLineLength, readLines } from './read-lines.ts';

async function linesOf(chunks: Iterable<Uint8Array | string>): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  const input = (async function* () {
    yield* chunks;
  })();
  for await (const some of readLines(input)) lines.push(...some);
  return lines;
}

describe('readLines', () => {
  it.each<[string, string[], (string | undefined)[]]>([
    ['nothing', [], []],
    ['a line', ['a\n'], ['a']],
    ['a last line without line break', ['a\nb'], ['a', 'b']],
    ['an empty line', ['a\n\nb\n'], ['a', '', 'b']],
    ['a line in pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['the longest line', [`${'x'.repeat(maxLineLength)}\n`], ['x'.repeat(maxLineLength)]],
    ['a line that is too long', [`${'x'.repeat(maxLineLength + 1)}\nb\n`], [undefined, 'b']],
    ['one that comes in pieces', [...Array<string>(10).fill('x'.repeat(1000)), '\nb\n'], [undefined, 'b']],
    ['one that comes last', ['a\n', 'x'.repeat(maxLineLength), 'x'], ['a', undefined]],
    ['one after whole lines', [`a\n${'x'.repeat(maxLineLength + 1)}`, 'x', '\nb\n'], ['a', undefined, 'b']],
  ])('reads %s', async (_name, chunks, expected) => {
    expect(await linesOf(chunks)).toEqual(expected);
  });

  it('reads the same however the bytes are divided', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'é', '\n', '\u{1F6A2}', ' ')), fc.nat(7), async (pieces, size) => {
        const bytes = Buffer.from(pieces.join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, index) =>
          bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
        );
        const whole = pieces.join('').split('\n');
        expect(await linesOf(chunks)).toEqual(whole.at(-1) === '' ? whole.slice(0, -1) : whole);
      }),
    );
  });
});
