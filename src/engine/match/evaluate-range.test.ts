import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RangeEvent } from '#core/advisory.ts';
import { findVersionScheme } from '#engine/versions/index.ts';
import { describeRange, evaluateRange } from './evaluate-range.ts';

/** `0 < 1.0 !< 2.0 <= 3.0 x 4.0`: introduced, fixed, last affected, limit. */
function events(text: string): RangeEvent[] {
  const words = text.split(' ');
  return Array.from({ length: words.length / 2 }, (_, index): RangeEvent => {
    const [word, version = ''] = [words[2 * index], words[2 * index + 1]];
    if (word === 'introduced') return { introduced: version };
    if (word === 'fixed') return { fixed: version };
    if (word === 'last') return { lastAffected: version };
    return { limit: version };
  });
}

function evaluate(text: string, version: string, schemeName = 'semver') {
  const scheme = findVersionScheme(schemeName);
  const parsed = scheme?.parse(version);
  if (scheme === undefined || parsed === undefined) throw new Error(`${version} is no ${schemeName} version`);
  return evaluateRange({ kind: 'semver', events: events(text) }, { scheme, version: parsed });
}

/** An advisory's events where `-0` is meant to be before the release. */
const golang = 'introduced 0 fixed 1.22.11 introduced 1.23.0-0 fixed 1.23.5 introduced 1.24.0-0 fixed 1.24.0';
const affected = (fix?: string) => ({ kind: 'affected', open: false, ...(fix !== undefined && { fix }) });
const open = { kind: 'affected', open: true };
const unaffected = { kind: 'unaffected' };

describe('evaluateRange', () => {
  it.each([
    // The examples of the OSV schema: "introduced/fixed", "last_affected", "limit".
    ['everything, without a fix', 'introduced 0', '1.0.0', open],
    ['before the fix', 'introduced 0 fixed 1.0.0', '0.9.9', affected('1.0.0')],
    ['at the fix', 'introduced 0 fixed 1.0.0', '1.0.0', unaffected],
    ['a prerelease of the fix', 'introduced 0 fixed 1.0.0', '1.0.0-rc.1', affected('1.0.0')],
    ['before it was introduced', 'introduced 1.0.0 fixed 1.0.2', '0.9.0', unaffected],
    ['as it was introduced', 'introduced 1.0.0 fixed 1.0.2', '1.0.0', affected('1.0.2')],
    ['the last affected itself', 'introduced 1.0.0 last 2.1.214', '2.1.214', affected()],
    ['past the last affected', 'introduced 1.0.0 last 2.1.214', '2.1.215', unaffected],
    ['one version only', 'introduced 1.2.3 last 1.2.3', '1.2.3', affected()],
    ['past the only version', 'introduced 1.2.3 last 1.2.3', '1.2.4', unaffected],
    ['first of several stretches', 'introduced 0 fixed 1.0.0 introduced 2.0.0 fixed 2.5.0', '0.5.0', affected('1.0.0')],
    ['between stretches', 'introduced 0 fixed 1.0.0 introduced 2.0.0 fixed 2.5.0', '1.5.0', unaffected],
    [
      'second of several stretches',
      'introduced 0 fixed 1.0.0 introduced 2.0.0 fixed 2.5.0',
      '2.1.0',
      affected('2.5.0'),
    ],
    ['past all stretches', 'introduced 0 fixed 1.0.0 introduced 2.0.0 fixed 2.5.0', '3.0.0', unaffected],
    ['events in any order', 'fixed 2.5.0 introduced 2.0.0 fixed 1.0.0 introduced 0', '2.1.0', affected('2.5.0')],
    [
      'fixed and brought back in one version',
      'introduced 0 fixed 1.0.0 introduced 1.0.0 fixed 1.2.0',
      '1.1.0',
      affected('1.2.0'),
    ],
    [
      'written from the end, and inverted',
      'introduced 2.0.0 fixed 1.0.0 introduced 0 fixed 2.5.0',
      '1.5.0',
      unaffected,
    ],
    ['an empty stretch', 'introduced 1.0.0 fixed 1.0.0', '1.0.0', unaffected],
    ['past an empty stretch', 'introduced 1.0.0 fixed 1.0.0', '1.5.0', unaffected],
    ['below a limit', 'introduced 0 limit 2.0.0', '1.0.0', { kind: 'affected', open: false }],
    ['at a limit', 'introduced 0 limit 2.0.0', '2.0.0', unaffected],
    ['below one of two limits', 'introduced 0 limit 2.0.0 limit 4.0.0', '3.0.0', { kind: 'affected', open: false }],
    ['without limit, spelt out', 'introduced 0 limit *', '9.0.0', { kind: 'affected', open: false }],
    ['two fixes: the next one ahead', 'introduced 0 fixed 2.0.0 fixed 1.0.0', '0.5.0', affected('1.0.0')],
    ['nothing introduced', 'fixed 1.0.0', '0.5.0', unaffected],
    ["RustSec's lowest version", 'introduced 0.0.0-0 fixed 0.9.0', '0.0.1', affected('0.9.0')],
  ])('%s', (_, text, version, verdict) => {
    expect(evaluate(text, version)).toEqual(verdict);
  });

  it.each([
    ['deb', 'a tilde is before', 'introduced 0 fixed 1.0-1', '1.0-1~deb12u1', affected('1.0-1')],
    ['deb', 'an epoch is past', 'introduced 0 fixed 1.0-1', '1:0.1-1', unaffected],
    ['apk', 'a revision', 'introduced 0 fixed 1.1.20-r5', '1.1.20-r4', affected('1.1.20-r5')],
    ['npm', 'zeros left out', 'introduced 13.0 fixed 14.2.30', '13.5.10-rc.1', affected('14.2.30')],
    ['npm', 'zeros left out, before it', 'introduced 13.0 fixed 14.2.30', '12.9.9', unaffected],
    ['npm', 'zeros left out of the fix', 'introduced 0 fixed 2', '1.9.0', affected('2.0.0')],
    ['npm', 'a last version of one number', 'introduced 0 last 2', '1.9.0', { kind: 'undecided', version: '2' }],
    ['npm', 'a word', 'introduced 0 fixed 2.x', '1.9.0', { kind: 'undecided', version: '2.x' }],
    ['bitnami', 'past a stretch that ends before it begins', golang, '1.26.1', unaffected],
    ['bitnami', 'in a stretch beside one that ends before it begins', golang, '1.23.4', affected('1.23.5')],
    ['bitnami', 'in the first stretch', golang, '1.22.10', affected('1.22.11')],
    ['apk', 'a misspelt revision', 'introduced 0 fixed 1.18.-r2', '1.18-r1', affected('1.18-r2')],
    ['apk', 'from a misspelt revision on', 'introduced 0 fixed 1.18.-r2', '1.18-r2', unaffected],
    ['rpm', 'a release', 'introduced 0 fixed 0:5.1.8-6.el9_1', '5.1.8-4.el9', affected('0:5.1.8-6.el9_1')],
  ])('%s: %s', (scheme, _, text, version, verdict) => {
    expect(evaluate(text, version, scheme)).toEqual(verdict);
  });

  it('an event that is no version leaves the range undecided, and names the text', () => {
    expect(evaluate('introduced 0 fixed banana', '1.0.0')).toEqual({ kind: 'undecided', version: 'banana' });
  });

  it('agrees with a count of events for any range and version', () => {
    const version = fc.nat(9);
    const stretches = fc
      .uniqueArray(version, { minLength: 2, maxLength: 8 })
      .map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(stretches, version, fc.boolean(), (bounds, at, shuffle) => {
        const text = bounds.map(
          (bound, index): RangeEvent => (index % 2 === 0 ? { introduced: `${bound}.0.0` } : { fixed: `${bound}.0.0` }),
        );
        const scheme = findVersionScheme('semver');
        const parsed = scheme?.parse(`${at}.0.0`);
        if (scheme === undefined) throw new Error('no semver');
        const verdict = evaluateRange(
          { kind: 'semver', events: shuffle ? text.toReversed() : text },
          { scheme, version: parsed },
        );
        const passed = bounds.filter((bound) => bound <= at).length;
        expect(verdict.kind).toBe(passed % 2 === 1 ? 'affected' : 'unaffected');
      }),
    );
  });

  it('is described in words', () => {
    const range = { kind: 'semver', events: events('introduced 0 fixed 1 introduced 2 last 3 limit 4') } as const;
    expect(describeRange(range)).toBe('introduced 0, fixed 1, introduced 2, last affected 3, limit 4');
  });
});
