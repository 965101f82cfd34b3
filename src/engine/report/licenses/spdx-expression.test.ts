import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpdxExpression } from './spdx-expression.ts';

describe('SPDX licence expressions', () => {
  it.each([
    ['MIT', 'MIT', true],
    ['mit', 'MIT', true],
    ['GPL-2.0+', 'GPL-2.0+', false],
    ['EPL-1.0+', 'EPL-1.0+', false],
    ['(MIT or apache-2.0) AND bsd-3-clause', '(MIT OR Apache-2.0) AND BSD-3-Clause', false],
    ['GPL-2.0-or-later with classpath-exception-2.0', 'GPL-2.0-or-later WITH Classpath-exception-2.0', false],
    ['LicenseRef-own OR DocumentRef-a:LicenseRef-b', 'LicenseRef-own OR DocumentRef-a:LicenseRef-b', false],
  ])('%s', (text, expected, isIdentifier) => {
    expect(parseSpdxExpression(text)).toEqual({ text: expected, isIdentifier });
  });

  it.each([
    '',
    'GPLv2+',
    'public-domain',
    'MIT AND',
    'AND MIT',
    'MIT MIT',
    '(MIT',
    'MIT)',
    '()',
    'MIT WITH',
    'MIT WITH nothing',
    'MIT/Apache-2.0',
    `${'('.repeat(100)}MIT${')'.repeat(100)}`,
    `MIT${' AND MIT'.repeat(1000)}`,
  ])('is none: %s', (text) => {
    expect(parseSpdxExpression(text)).toBeUndefined();
  });

  it('what it writes it reads back the same', () => {
    const word = fc.constantFrom(
      'MIT',
      'apache-2.0',
      'AND',
      'or',
      '(',
      ')',
      'WITH',
      'LLVM-exception',
      'LicenseRef-x',
      'GPL-2.0+',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const first = parseSpdxExpression(words.join(' '));
        if (first !== undefined) expect(parseSpdxExpression(first.text)).toEqual(first);
      }),
    );
  });
});
