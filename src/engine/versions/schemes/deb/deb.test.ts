import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { signBetween, sortVersions, testComparisons, testOrder } from '#tests/support/versions/check-scheme.ts';
import { sampleTexts, versionTexts } from '#tests/support/versions/version-texts.ts';
import { deb } from './deb.ts';

const pieces = [
  '0',
  '1',
  '9',
  '10',
  '007',
  '.',
  '.',
  '~',
  '~~',
  '+',
  '-',
  '-',
  ':',
  '1:',
  '2:',
  'a',
  'Z',
  'rc',
  '+deb12u1',
];
const texts = versionTexts(pieces).map((text) => (/^\d/.test(text) ? text : `1${text}`));

describe('deb', () => {
  testComparisons(deb, [
    ['numbers by value', '1.9 < 1.10'],
    ['leading zeros do not count', '1.007 = 1.7'],
    ['epoch before all', '1:0.1 > 9.9'],
    ['epoch 0 is none', '0:1.0-1 = 1.0-1'],
    ['tilde before the end', '1.0~rc1 < 1.0'],
    ['two tildes before one', '1.0~~ < 1.0~'],
    ['tilde before end before tilde and letter', '1~~a < 1~'],
    ['tilde in the revision: a backport', '1.0-1~bpo12+1 < 1.0-1'],
    ['letters before other characters', '1.0a < 1.0+'],
    ['the end before letters', '1.0 < 1.0a'],
    ['capitals before small letters', '1.0Z < 1.0a'],
    ['a security update', '3.0.11-1~deb12u1 < 3.0.11-1~deb12u2'],
    ['a point release', '252.38-1~deb12u1 > 252.6-1'],
    ['no revision is revision 0', '1.0 = 1.0-0'],
    ['dashes of the upstream version', '1.0-rc1-1 < 1.0-rc2-1'],
    ['a binary rebuild', '1.0-1+b1 > 1.0-1'],
    ['a repacked upstream', '1.0+dfsg-1 > 1.0-1'],
    ['numbers longer than any integer', '1.99999999999999999999999999 < 1.100000000000000000000000000'],
    ['digits against letters', '1.1 < 1.a'],
  ]);

  it.each([
    ['empty', ''],
    ['only space', '  '],
    ['only an epoch', '1:'],
    ['an empty epoch', ':1'],
    ['an epoch of letters', 'a:1'],
    ['a negative epoch', '-1:1'],
    ['an epoch over 2^31', '2147483648:1'],
    ['an empty revision', '1.0-'],
    ['an empty upstream version', '-1'],
    ['an upstream version that starts with a letter', 'v1.0'],
    ['a space within', '1.0 1'],
    ['an underscore', '1.0_1'],
    ['letters beyond ASCII', '1.0é'],
    ['a colon in the revision', '1:1-1:1'],
  ])('refuses %s', (_, text) => {
    expect(deb.parse(text)).toBeUndefined();
  });

  testOrder(deb, texts);
});

describe.skipIf(missing('dpkg', { optional: true }))('deb as dpkg has it [needs dpkg]', () => {
  const edges = [
    '',
    ' 1.0 ',
    '1:',
    ':1',
    '+1:1',
    '-0:1',
    '-1:1',
    '2147483647:1',
    '2147483648:1',
    '1.0-',
    '-1',
    'v1',
    '1 0',
  ];
  const generated = sampleTexts(texts, 1500);

  it('takes the same versions', () => {
    const samples = [...edges, ...sampleTexts(versionTexts([...pieces, '_', ' ', 'é']), 700)];
    const script = 'while IFS= read -r v; do dpkg --validate-version -- "$v" >/dev/null 2>&1 && echo y || echo n; done';
    const judged = lines(execFileSync('sh', ['-c', script], { input: `${samples.join('\n')}\n`, encoding: 'utf8' }));
    expect(samples.map((text) => [text, deb.parse(text) !== undefined])).toEqual(
      samples.map((text, i) => [text, judged[i] === 'y']),
    );
  });

  it('sorts generated and installed versions alike', () => {
    const installed = installedVersions().slice(0, 1000);
    const sorted = sortVersions(deb, [...generated, ...installed]);
    const pairs = sorted.slice(1).map((b, i) => ({ a: sorted[i] ?? '', b }));
    const operator = (a: string, b: string) => (signBetween(deb, a, b) === '=' ? 'eq' : 'lt');
    const input = pairs.map(({ a, b }) => `${a} ${operator(a, b)} ${b}\n`).join('');
    const script = 'while read -r a op b; do dpkg --compare-versions "$a" $op "$b" || echo "$a $op $b"; done';
    expect(pairs.length).toBeGreaterThan(1000);
    expect(execFileSync('sh', ['-c', script], { input, encoding: 'utf8' })).toBe('');
  });
});

function lines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

function installedVersions(): readonly string[] {
  const listing = lines(execFileSync('dpkg-query', ['-W'], { encoding: 'utf8' }));
  return listing.map((line) => line.slice(line.indexOf('\t') + 1));
}
