import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spdxExpression } from './spdx-expression.ts';

describe('spdxExpression', () => {
  it.each([
    ['a name of Debian', 'Expat', 'MIT'],
    ['GNU licences of Debian', 'GPL-2+', 'GPL-2.0-or-later'],
    ['GNU licences of Debian, one version only', 'LGPL-2.1', 'LGPL-2.1-only'],
    ['GNU licences without invariants', 'GFDL-NIV-1.3+', 'GFDL-1.3-no-invariants-or-later'],
    ['GNU licences of Fedora', 'GPLv3+', 'GPL-3.0-or-later'],
    ['SPDX of old', 'GPL-2.0+ OR MIT', 'GPL-2.0-or-later OR MIT'],
    ['SPDX', 'GPL-2.0-only AND (MIT OR Apache-2.0)', 'GPL-2.0-only AND (MIT OR Apache-2.0)'],
    ['Fedora of old', 'GPLv2+ and (ASL 2.0 or MIT)', 'GPL-2.0-or-later AND (Apache-2.0 OR MIT)'],
    ['parentheses without blanks', '(MIT)or(ISC)', '(MIT) OR (ISC)'],
    ['a word of several meanings', 'BSD', undefined],
    ['a word of several meanings among others', 'MIT and BSD', undefined],
    ['Fedora, 2.0 or 2.1', 'LGPLv2+', undefined],
    ['two operators without parentheses', 'MIT and ISC or Zlib', undefined],
    ['exceptions', 'GPL-2+ with OpenSSL exception', undefined],
    ['words without operators', 'MIT ISC', undefined],
    ['an operator too many', 'MIT and', undefined],
    ['a parenthesis too many', '(MIT', undefined],
    ['a parenthesis too few', 'MIT)', undefined],
    ['a term and a parenthesis', 'MIT (ISC)', undefined],
    ['nothing', '', undefined],
    ['endless text', 'MIT and '.repeat(100_000), undefined],
  ])('%s: %s', (_, text, expected) => {
    expect(spdxExpression(text)).toBe(expected);
  });

  it('says the same of what it gave', () => {
    const word = fc.constantFrom('Expat', 'GPL-2+', 'GPLv3', 'and', 'or', 'AND', '(', ')', 'BSD');
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const expression = spdxExpression(words.join(' '));
        if (expression !== undefined) expect(spdxExpression(expression)).toBe(expression);
      }),
    );
  });
});
