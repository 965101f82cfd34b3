import { expect, it } from 'vitest';
import { declaredLicense } from './declared-license.ts';
import { parseSpdxExpression } from './spdx-expression.ts';

it.each([
  ['none', [], undefined],
  ['blank', ['', ' '], undefined],
  ['one', ['mit'], 'MIT'],
  ['an expression', ['MIT OR Apache-2.0'], 'MIT OR Apache-2.0'],
  ['several', ['MIT OR Apache-2.0', 'BSD-3-Clause', 'BSD-3-Clause'], '(MIT OR Apache-2.0) AND BSD-3-Clause'],
])('%s', (_, licenses, expected) => {
  const named = new Map();
  expect(declaredLicense(licenses, named)).toBe(expected);
  expect(named.size).toBe(0);
});

it.each([['GPLv2+ and LGPLv2+'], ['public domain'], ['<script>'], ['ß'], ['LicenseRef-theirs'], ['x'.repeat(5000)]])(
  'what SPDX does not list gets a name that it allows: %s',
  (license) => {
    const named = new Map<string, string>();
    const declared = declaredLicense([license, 'MIT'], named) ?? '';
    expect(parseSpdxExpression(declared)?.text).toBe(declared);
    expect(declared.length).toBeLessThan(80);
    expect([...named.values()]).toEqual([license]);
  },
);
