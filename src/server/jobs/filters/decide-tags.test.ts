import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFilters, type RegistryFilters, type TagFacts } from '#core/registry-filters.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { decideArtifacts, decideByAge, decideNames, needsDates, type TagDecision } from './decide-tags.ts';
import { nameFilter, patternProblem } from './name-filter.ts';

const now = new Date('2026-06-01T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
const filters = (changes: Partial<RegistryFilters>): RegistryFilters => ({
  ...defaultFilters,
  maxAgeDays: 0,
  newestTags: 0,
  ...changes,
});
const outcomes = (decisions: readonly TagDecision[]) =>
  Object.fromEntries(decisions.map(({ tag, dropped }) => [tag, dropped?.rule ?? 'kept']));

describe('decideNames', () => {
  const names = (changes: Partial<RegistryFilters>, ...tags: string[]) =>
    outcomes(
      decideNames(
        'team/app',
        tags.map((tag) => ({ tag })),
        nameFilter(filters(changes)),
      ),
    );

  it.each([
    ['no patterns keep everything', {}, { '1': 'kept', dev: 'kept' }],
    ['exclude drops what it finds', { exclude: ['dev$'] }, { '1': 'kept', dev: 'exclude' }],
    ['include alone drops nothing', { include: [':1'] }, { '1': 'kept', dev: 'kept' }],
    ['include wins over exclude', { include: [':dev$'], exclude: ['.*'] }, { '1': 'exclude', dev: 'kept' }],
    ['the repository is part of the name', { exclude: ['^team/app:\\d'] }, { '1': 'exclude', dev: 'kept' }],
    ['any of several patterns is enough', { exclude: ['x', '1'] }, { '1': 'exclude', dev: 'kept' }],
  ])('%s', (_, changes, expected) => {
    expect(names(changes, '1', 'dev')).toEqual(expected);
  });

  it('knows signatures, attestations, SBOMs and referrer lists by their tags, and not what only looks alike', () => {
    const hex = 'a'.repeat(64);
    const attached = [`sha256-${hex}`, `sha256-${hex}.sig`, `sha256-${hex}.att`, `sha256-${hex}.sbom`];
    expect(Object.values(names({ include: ['.*'] }, ...attached))).toEqual(attached.map(() => 'not-an-image'));
    expect(Object.values(names({}, 'sha256-abc', `sha256-${hex}.exe`, 'v1.sig'))).toEqual(['kept', 'kept', 'kept']);
  });
});

describe('decideArtifacts', () => {
  it('drops what is no image, with its media type, and nothing else', () => {
    const artifact = { kind: 'helm-chart', mediaType: 'application/vnd.cncf.helm.config.v1+json' } as const;
    const decisions = decideArtifacts([{ tag: 'chart', artifact }, { tag: 'image' }]);
    expect(decisions).toEqual([
      { tag: 'chart', artifact, dropped: { rule: 'not-an-image', reason: `${artifact.mediaType}: nothing to scan` } },
      { tag: 'image' },
    ]);
  });

  it('says of attached tags what they are', () => {
    const tags = ['sig', 'att', 'sbom'].map((suffix) => ({ tag: `sha256-${'a'.repeat(64)}.${suffix}` }));
    const kinds = decideNames('app', tags, () => true).map(({ artifact }) => artifact?.kind);
    expect(kinds).toEqual(['signature', 'attestation', 'sbom']);
  });
});

describe('decideByAge', () => {
  const decide = (tags: readonly TagFacts[], changes: Partial<RegistryFilters>) =>
    outcomes(decideByAge(tags, filters(changes), now));

  it.each<[string, TagFacts, string]>([
    ['a young image', { tag: 't', createdAt: daysAgo(3) }, 'kept'],
    ['an image of exactly that age', { tag: 't', createdAt: daysAgo(90) }, 'kept'],
    ['an old image', { tag: 't', createdAt: daysAgo(91) }, 'age'],
    ['an old image pushed lately', { tag: 't', createdAt: daysAgo(900), pushedAt: daysAgo(1) }, 'kept'],
    [
      'a new image pushed long ago, by a clock that is wrong',
      { tag: 't', createdAt: daysAgo(1), pushedAt: daysAgo(100) },
      'age',
    ],
    ['an image of 1970', { tag: 't', createdAt: new Date(0) }, 'kept'],
    ['an image of 1980, as zip has it', { tag: 't', createdAt: new Date('1980-01-01') }, 'kept'],
    [
      'a push date of 1970, with a real date of the image',
      { tag: 't', pushedAt: new Date(0), createdAt: daysAgo(91) },
      'age',
    ],
    ['no date', { tag: 't' }, 'kept'],
    ['a date in the future', { tag: 't', createdAt: daysAgo(-10) }, 'kept'],
  ])('with 90 days, %s', (_, facts, outcome) => {
    expect(decide([facts], { maxAgeDays: 90 })).toEqual({ t: outcome });
  });

  it('keeps the newest by date; what is too old does not count among them', () => {
    const tags = [
      { tag: 'old', createdAt: daysAgo(400) },
      { tag: 'b', createdAt: daysAgo(2) },
      { tag: 'c', createdAt: daysAgo(3) },
      { tag: 'a', createdAt: daysAgo(1) },
    ];
    expect(decide(tags, { maxAgeDays: 90, newestTags: 2 })).toEqual({ old: 'age', a: 'kept', b: 'kept', c: 'newest' });
  });

  it('keeps the newest by version, whatever their dates', () => {
    const tags = ['1.9.0', 'v1.10.0', '1.10.0-rc.1', 'latest', '1.2'].map((tag, index) => ({
      tag,
      createdAt: daysAgo(index),
    }));
    const kept = decideByAge(tags, filters({ newestTags: 3, order: 'version' }), now).filter(({ dropped }) => !dropped);
    expect(kept.map(({ tag }) => tag)).toEqual(['1.9.0', 'v1.10.0', '1.10.0-rc.1']);
  });

  it('takes versions where no date is known, and says why it drops', () => {
    const tags = ['1.0', '3.0', '2.0'].map((tag) => ({ tag }));
    const decisions = decideByAge(tags, filters({ newestTags: 1 }), now);
    expect(outcomes(decisions)).toEqual({ '1.0': 'newest', '3.0': 'kept', '2.0': 'newest' });
    expect(decisions[0]?.dropped?.reason).toBe('1 newer tags of the repository are kept');
  });

  it('decides on each tag once, keeps no more than it may, and does not depend on the order it is given', () => {
    const tag = fc.record({
      tag: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,8}$/),
      createdAt: fc.option(fc.date({ min: new Date(0), max: now, noInvalidDate: true }), { nil: undefined }),
    });
    const tags = fc.uniqueArray(tag, { selector: (one) => one.tag, maxLength: 20 });
    fc.assert(
      fc.property(
        tags,
        fc.nat(5),
        fc.constantFrom('date', 'version'),
        fc.nat(400),
        (some, newestTags, order, maxAgeDays) => {
          const set = filters({ newestTags, order, maxAgeDays });
          const decisions = decideByAge(some, set, now);
          expect(decisions.map((one) => one.tag)).toEqual(some.map((one) => one.tag));
          if (newestTags > 0)
            expect(decisions.filter(({ dropped }) => !dropped).length).toBeLessThanOrEqual(newestTags);
          expect(outcomes(decideByAge([...some].reverse(), set, now))).toEqual(outcomes(decisions));
        },
      ),
    );
  });
});

describe('needsDates', () => {
  it.each<[string, number, Partial<RegistryFilters>, boolean]>([
    ['with a limit of age', 1, { maxAgeDays: 90 }, true],
    ['with more tags than are kept', 6, { newestTags: 5 }, true],
    ['with no more tags than are kept', 5, { newestTags: 5 }, false],
    ['by version', 6, { newestTags: 5, order: 'version' }, false],
    ['without limits', 1000, {}, false],
  ])('%s', (_, tags, changes, expected) => {
    expect(needsDates(tags, filters(changes))).toBe(expected);
  });
});

describe('patterns', () => {
  it.each(['^team/.*:v\\d+$', '(?i)DEV', 'a|b', '[[:alpha:]]+'])('%s is one', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it.each([
    ['an open bracket', '(', 'no regular expression'],
    ['a look-ahead, which RE2 has not', 'a(?=b)', 'no regular expression'],
    ['a back-reference, which RE2 has not', '(a)\\1', 'no regular expression'],
    ['one that is too long', 'a'.repeat(501), 'longer than'],
  ])('%s is none', (_, pattern, reason) => {
    expect(patternProblem(pattern)).toContain(reason);
  });

  it('take linear time where others take for ever', () => {
    const passes = nameFilter({ include: [], exclude: ['^(a+)+$', '(a|a)*b', '(.*)*x'] });
    const started = cpuTimeMs();
    expect(passes(`${'a'.repeat(380)}!`)).toBe(true);
    expect(cpuTimeMs() - started).toBeLessThan(5000);
  });

  it('that are no regular expressions never throw anything but a problem', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => void patternProblem(text)));
  });
});
