import { describe, expect, it } from 'vitest';
import type { CredentialField, Registry } from '../../api/generated/index.ts';
import { draftOf, findMistakes, newDraft, toInput, toTestInput } from './registry-draft.ts';

const field = (name: string, required: boolean): CredentialField => ({
  name,
  label: name,
  secret: name === 'password',
  multiline: false,
  toggle: false,
  required,
});
const fields = [field('username', true), field('password', true), field('region', false)];
const saved: Registry = {
  id: 'r1',
  name: 'Team',
  path: 'r.example/team',
  type: 'docker-v2',
  plainHttp: false,
  skipTlsVerify: true,
  repositories: ['a', 'b/c'],
  filters: { include: [], exclude: [], maxAgeDays: 90, newestTags: 5, maxRepositories: 500, order: 'date' },
  schedule: { cron: '0 6 * * 6', timeZone: 'UTC', onStart: false },
  platforms: [],
  allPlatforms: false,
  hasCredential: true,
  hasHook: false,
  username: 'robot',
  images: 0,
  failing: 0,
  artifacts: [],
  repositoryCount: 0,
  allImages: {
    severityCounts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 },
    findings: 0,
    fixable: 0,
    exploitable: 0,
    knownExploited: 0,
  },
  riskScore: 0,
  coverage: 'unknown',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

describe('toInput', () => {
  it('reads a new registry without credential anonymously', () => {
    expect(toInput({ ...newDraft('docker-v2', 'r.example'), name: ' Team ' }, fields)).toEqual({
      name: 'Team',
      path: 'r.example',
      type: 'docker-v2',
      plainHttp: false,
      skipTlsVerify: false,
      ca: '',
      trustsVex: false,
      repositories: [],
      credential: {},
    });
  });

  it('keeps a saved credential by leaving it out', () => {
    expect(toInput(draftOf(saved), fields)).not.toHaveProperty('credential');
  });

  it('sends only fields of the type that are filled', () => {
    const draft = { ...newDraft('docker-v2'), credential: { username: 'u', password: 'p', region: '', leftover: 'x' } };
    expect(toInput(draft, fields).credential).toEqual({ username: 'u', password: 'p' });
  });

  it('asks nothing of TLS over plain HTTP', () => {
    const draft = { ...draftOf(saved), plainHttp: true, ca: 'PEM' };
    expect(toInput(draft, fields)).toMatchObject({ plainHttp: true, skipTlsVerify: false, ca: '' });
  });

  it('reads repositories from lines and commas', () => {
    expect(toInput({ ...newDraft('docker-v2'), repositories: 'a\n b/c ,d\n\n' }, fields).repositories).toEqual([
      'a',
      'b/c',
      'd',
    ]);
  });
});

describe('toTestInput', () => {
  it('uses the saved credential where it is not replaced', () => {
    expect(toTestInput(draftOf(saved), fields, 'r1').registryId).toBe('r1');
  });
  it('uses what is typed where it is', () => {
    const input = toTestInput({ ...draftOf(saved), replacesCredential: true }, fields, 'r1');
    expect(input).not.toHaveProperty('registryId');
    expect(input.credential).toEqual({});
  });
});

describe('findMistakes', () => {
  const good = { ...newDraft('docker-v2', 'r.example:5000/team'), name: 'Team' };
  it('has none for a good form', () => expect(findMistakes(good, fields)).toEqual({}));
  it.each([
    [{ ...good, name: ' ' }, 'name'],
    [{ ...good, path: '' }, 'path'],
    [{ ...good, path: 'https://r.example' }, 'path'],
    [{ ...good, path: 'r example' }, 'path'],
    [{ ...good, credential: { username: 'u' } }, 'credential.password'],
  ])('%#: names %s', (draft, name) => expect(Object.keys(findMistakes(draft, fields))).toEqual([name]));
  it('needs no credential at all', () => expect(findMistakes({ ...good, credential: {} }, fields)).toEqual({}));
});
