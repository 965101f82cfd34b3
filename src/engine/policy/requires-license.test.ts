import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiresLicense } from './requires-license.ts';

const meansG = (name: string) => name.startsWith('G');

describe('requiresLicense', () => {
  it.each([
    ['G', true],
    ['M', false],
    ['M OR G', false],
    ['G OR G2', true],
    ['M AND G', true],
    ['M AND A', false],
    ['M OR A AND G', false],
    ['G AND M OR A', false],
    ['(M OR G) AND G2', true],
    ['(M OR G) AND A', false],
    ['G AND (M OR A)', true],
    ['G WITH exception', true],
    ['M WITH G-exception', false],
    ['m or G', false],
    ['G and M', true],
    ['((G))', true],
    ['', false],
    ['  ', false],
    // No expressions, but names.
    ['GNU General Public License', true],
    ['The MIT License, see GPL', false],
    ['G OR', true],
    ['(G', false],
    ['OR G', false],
  ])('%j: %s', (license, expected) => expect(requiresLicense(license, meansG)).toBe(expected));

  it('takes what is nested too deep for a name', () => {
    expect(requiresLicense(`${'('.repeat(40)}G${')'.repeat(40)}`, meansG)).toBe(false);
    expect(requiresLicense(`${'('.repeat(32)}G${')'.repeat(32)}`, meansG)).toBe(true);
  });

  it('agrees with the logic of the words', () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('G', 'M'),
        fc
          .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
          .map((parts) => `(${parts.join(' ')})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        const isNeeded = (one: string): boolean => {
          const inner = /^\((.*)\)$/.exec(one)?.[1];
          if (inner === undefined) return one === 'G';
          const at = splitAt(inner);
          const [left, word, right] = [
            inner.slice(0, at),
            inner.slice(at + 1).split(' ')[0],
            inner.slice(at + 1).replace(/^\w+ /, ''),
          ];
          return word === 'AND' ? isNeeded(left) || isNeeded(right) : isNeeded(left) && isNeeded(right);
        };
        expect(requiresLicense(text, meansG)).toBe(isNeeded(text));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void requiresLicense(text, meansG)));
    expect(requiresLicense('( '.repeat(100_000), meansG)).toBe(false);
  });
});

/** Where the operator of the outermost level begins, the blank before it. */
function splitAt(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === ' ' && depth === 0) return at;
  }
  return text.length;
}
