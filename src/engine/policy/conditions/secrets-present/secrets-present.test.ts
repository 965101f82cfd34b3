import { describe, expect, it } from 'vitest';
import type { Digest } from '#core/digest.ts';
import type { SecretFinding, SecretPlace } from '#core/secret-finding.ts';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { secretsPresent } from './secrets-present.ts';

const layer = `sha256:${'0'.repeat(64)}` as Digest;
const secret = (place: SecretPlace): SecretFinding => ({
  rule: 'r',
  title: 'A token',
  severity: 'high',
  masked: 'x…',
  place,
});
const inEnvironment = secret({ kind: 'env', name: 'TOKEN' });
const inLabel = secret({ kind: 'label', name: 'l' });
const inHistory = secret({ kind: 'history', index: 2, instruction: 'RUN x' });
const inFile = secret({ kind: 'file', path: 'root/.npmrc', line: 3, layer, removed: true });
const image = (...secrets: readonly SecretFinding[]) => imageSubject({}, { secrets });

describe('secrets-present', () => {
  it.each([
    ['none', {}, image(), false],
    ['environment', {}, image(inEnvironment), true],
    ['file', {}, image(inFile), true],
    ['file, asked for metadata', { where: 'metadata' }, image(inFile), false],
    ['label, asked for metadata', { where: 'metadata' }, image(inLabel), true],
    ['label, asked for files', { where: 'files' }, image(inLabel), false],
    ['both, asked for files', { where: 'files' }, image(inLabel, inFile), true],
  ])('%s', (_, options, subject, expected) => {
    expect(ask('secrets-present', options, subject) !== false).toBe(expected);
  });

  it('says where, and what to do, and shows no value', () => {
    expect(ask('secrets-present', {}, image(inEnvironment, inLabel, inHistory, inFile))).toBe(
      'A token (environment TOKEN), A token (label l), A token (history, line 3) and 1 more: hand credentials in when it runs, and revoke these',
    );
    expect(ask('secrets-present', {}, image(inFile))).toMatch(/^A token \(root\/\.npmrc, line 3\): /);
  });

  it.each([
    [{}, 'secrets in the image'],
    [{ where: 'files' }, 'secrets in its files'],
  ])('%j reads %s', (options, words) => expect(secretsPresent.describe(options)).toBe(words));
});
