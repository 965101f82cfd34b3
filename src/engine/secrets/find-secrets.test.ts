import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretFinder } from './find-secrets.ts';
import { secretRules } from './secret-rules.ts';

const finder = createSecretFinder();

/** Letters and digits without a pattern, put together here so that no such value stands in the repository. */
function made(length: number, alphabet = 'A7bQ9xK2mZ4vR8tN1cW5yL3jH6sG0pDfEuBiVoXqTrMw'): string {
  const pick = (index: number) =>
    alphabet.charAt((index * 7 + Math.floor(index / alphabet.length) * 3) % alphabet.length);
  return Array.from({ length }, (_, index) => pick(index)).join('');
}
const hex = (length: number) => made(length, '3f9a1c7e5b0d8264');
const upper = (length: number) => made(length, 'QZ7K3XPA5MVB2LRT6C');

const samples: readonly (readonly [rule: string, text: string, masked: string])[] = [
  ['aws-access-key-id', `key = AKIA${upper(16)}`, 'AKIA…(20 characters)'],
  ['aws-secret-access-key', `aws_secret_access_key = ${made(40)}`, '…(40 characters)'],
  ['aws-secret-access-key', `"SecretAccessKey": "${made(40)}"`, '…(40 characters)'],
  ['github-token', `https://x:ghp_${made(36)}@github.example`, 'ghp_…(40 characters)'],
  ['github-fine-grained-token', `github_pat_${made(82)}`, 'github_pat_…(93 characters)'],
  ['gitlab-token', `TOKEN=glpat-${made(20)}`, 'glpat-…(26 characters)'],
  ['slack-token', `xoxb-${made(40)}`, 'xoxb-…(45 characters)'],
  ['stripe-key', `sk_live_${made(24)}`, 'sk_live_…(32 characters)'],
  ['google-api-key', `AIza${made(35)}`, 'AIza…(39 characters)'],
  ['json-web-token', `eyJ${made(30)}.eyJ${made(60)}.${made(43)}`, 'eyJ…(141 characters)'],
  ['npm-token', `npm_${made(36)}`, 'npm_…(40 characters)'],
  ['npmrc-auth-token', `//r.example/:_authToken=${made(36)}`, '…(36 characters)'],
  ['pypi-token', `pypi-AgEIcHlwaS5vcmc${made(80)}`, 'pypi-AgEIcHlwaS5vcmc…(100 characters)'],
  ['docker-config-auth', `{"auths":{"r.example":{"auth": "${made(24)}=="}}}`, '…(26 characters)'],
  ['azure-storage-key', `AccountName=a;AccountKey=${made(86)}==;`, '…(88 characters)'],
  ['sendgrid-key', `SG.${made(22)}.${made(43)}`, 'SG.…(69 characters)'],
  ['vault-token', `hvs.${made(90)}`, 'hvs.…(94 characters)'],
  ['databricks-token', `dapi${hex(32)}`, 'dapi…(36 characters)'],
  [
    'telegram-bot-token',
    `https://api.telegram.org/bot123456789:${made(35)}/send`,
    'api.telegram.org/bot…(65 characters)',
  ],
  ['url-password', 'postgres://app:Tr0ub4dor@db.example:5432/app', '…(masked)'],
];

describe('find', () => {
  it.each(samples)('sees %s in %s', (rule, text, masked) => {
    const [found, ...others] = finder.find(text);
    expect(found).toMatchObject({ rule: { name: rule }, masked });
    expect(others).toEqual([]);
    expect(text.slice(found?.start, found?.end)).toHaveLength((found?.end ?? 0) - (found?.start ?? 0));
  });

  it('sees a private key whole, also with its line ends escaped', () => {
    const body = Array.from({ length: 5 }, () => made(64));
    const ends = { real: '\n', escaped: '\\n' };
    for (const end of Object.values(ends)) {
      const key = ['-----BEGIN RSA PRIVATE KEY-----', ...body, '-----END RSA PRIVATE KEY-----'].join(end);
      const [found] = finder.find(`key: "${key}"`);
      expect(found?.rule.name).toBe('private-key');
      expect(found?.end).toBe(6 + key.length);
    }
  });

  it.each([
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIB'],
    ['a certificate', `-----BEGIN CERTIFICATE-----\n${made(64)}`],
    ['a header that code compares with', "if line == '-----BEGIN PRIVATE KEY-----':"],
    ["AWS's own example", 'AKIAIOSFODNN7EXAMPLE'],
    ['a prefix in the middle of a word', `xAKIA${upper(16)}`],
    ['a longer run than the form allows', `AKIA${upper(20)}`],
    ['one letter over and over', `ghp_${'a'.repeat(36)}`],
    ['a variable', `//r.example/:_authToken=${'$'}{NPM_TOKEN}`],
    ['an address without password', 'https://user@registry.example/a'],
    ['a template', `postgres://user:${'$'}{PASSWORD}@db/app`],
    ['an IPv6 address and port', 'http://[::1]:8080/'],
  ])('passes over %s', (_name, text) => {
    expect(finder.find(text)).toEqual([]);
  });

  it('gives places in order, and no more than asked for', () => {
    const text = Array.from({ length: 5 }, (_, index) => `ghp_${index}${made(35)}`).join('\n');
    expect(finder.find(text).map(({ start }) => start)).toEqual([0, 41, 82, 123, 164]);
    expect(finder.find(text, 2)).toHaveLength(2);
  });

  it('has a masked form that holds nothing of the value but its prefix', () => {
    for (const [, text] of samples) {
      for (const { start, end, masked } of finder.find(text)) {
        expect(masked).not.toContain(text.slice(start, end).slice(-6));
      }
    }
  });

  it('never throws, and gives spans inside the text that do not overlap', () => {
    const literal = fc.constantFrom(...secretRules.flatMap(({ literals }) => literals));
    const piece = fc.oneof(literal, fc.string({ maxLength: 60 }), fc.stringMatching(/^[A-Za-z0-9]{20,60}$/));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let position = 0;
        for (const { start, end } of finder.find(text)) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThan(start);
          position = end;
        }
        expect(position).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each(secretRules.flatMap(({ name, literals }) => literals.map((literal) => [name, literal] as const)))(
    '%s is looked for in a megabyte of %s',
    (_name, literal) => {
      const repeats = Math.floor(500_000 / literal.length);
      expect(finder.find(literal.repeat(repeats) + 'a'.repeat(500_000)).length).toBeLessThanOrEqual(1);
    },
    5_000,
  );
});
