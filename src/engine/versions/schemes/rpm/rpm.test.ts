import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { signBetween, signOf, testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { sampleTexts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { rpm } from './rpm.ts';

const pieces = [
  '0',
  '1',
  '9',
  '10',
  '007',
  '.',
  '.',
  '_',
  '~',
  '^',
  '+',
  '-',
  '-',
  '1:',
  '0:',
  'a',
  'Z',
  'rc',
  'git',
  '.el9',
];
const texts = versionTexts(pieces);

describe('rpm', () => {
  testComparisons(rpm, [
    ['numbers by value', '1.9 < 1.10'],
    ['leading zeros do not count', '1.007 = 1.7'],
    ['epoch before all', '1:0.1 > 9.9'],
    ['epoch 0 is none', '0:1.0-1 = 1.0-1'],
    ['an empty epoch is 0', ':1.0-1 = 1.0-1'],
    ['tilde before the end', '1.0~rc1-1 < 1.0-1'],
    ['tilde before caret', '1.0~rc1 < 1.0^git1'],
    ['caret after the end', '1.0^git1-1 > 1.0-1'],
    ['caret before more', '1.0^git1 < 1.0.1'],
    ['caret, then tilde', '1.0^ > 1.0^~'],
    ['letters before numbers', '1.0a < 1.0.1'],
    ['a letter is more than nothing', '1.0a > 1.0'],
    ['separators only separate', '1.0.1 = 1_0+1'],
    ['a separator at the end', '1.0. = 1.0'],
    ['releases of one distro', '5.1.8-6.el9 < 5.1.8-6.el9_1'],
    ['releases by number', '5.1.8-9.el9 < 5.1.8-10.el9'],
    ['no release before any', '5.1.8 < 5.1.8-1'],
    ['module builds', '1:0.38-395.module_el8.6.0+2766+8bf0b7ce < 1:0.38-396.module_el8.6.0+2766+8bf0b7ce'],
    ['the last dash divides', '1.0-rc1-1 = 1.0.rc1-1'],
    ['capitals before small letters', '1.A < 1.a'],
    ['numbers longer than any integer', '1.99999999999999999999999999 < 1.100000000000000000000000000'],
  ]);

  it.each([
    ['empty', ''],
    ['only an epoch', '1:'],
    ['an empty release', '1.0-'],
    ['an empty version', '-1'],
    ['an empty version after an epoch', '1:-1'],
    ['a space', '1.0 1'],
    ['letters beyond ASCII', '1.0é'],
  ])('refuses %s', (_, text) => {
    expect(rpm.parse(text)).toBeUndefined();
  });

  testOrder(rpm, texts);
});

describe.skipIf(missing('rpm'))('rpm as rpm has it [needs rpm]', () => {
  it('compares 20,000 pairs alike', () => {
    const all = sampleTexts(texts, 20_000);
    const other = sampleTexts(texts, 40_000).slice(20_000);
    const changed = all.map((text, i) => (i % 2 === 0 ? (other[i] ?? '') : mutate(text, i)));
    const pairs = all
      .map((a, i) => ({ a, b: changed[i] ?? '' }))
      .filter(({ a, b }) => rpm.parse(a) !== undefined && rpm.parse(b) !== undefined);
    const judged = askRpm(pairs);
    expect(pairs.length).toBeGreaterThan(10_000);
    expect(new Set(judged)).toEqual(new Set(['<', '=', '>']));
    expect(pairs.map(({ a, b }) => `${a} ${signBetween(rpm, a, b)} ${b}`)).toEqual(
      pairs.map(({ a, b }, i) => `${a} ${judged[i]} ${b}`),
    );
  });
});

/** The text with one piece put in or left out. */
function mutate(text: string, seed: number): string {
  const at = seed % (text.length + 1);
  const piece = pieces[seed % pieces.length] ?? '';
  return seed % 3 === 0 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + piece + text.slice(at);
}

function askRpm(pairs: readonly { readonly a: string; readonly b: string }[]): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-rpm-'));
  try {
    const file = join(directory, 'pairs');
    writeFileSync(file, pairs.map(({ a, b }) => `${a} ${b}\n`).join(''));
    const script = `local out = {}
    for line in io.lines("${file}") do
      local a, b = line:match("([^ ]+) ([^ ]+)")
      table.insert(out, rpm.vercmp(a, b))
    end
    print(table.concat(out, " "))`;
    const output = execFileSync('rpm', ['--eval', `%{lua:${script}}`], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    return output
      .trim()
      .split(' ')
      .map((line) => signOf(Number(line)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
