import { describe, expect, it } from 'vitest';
import type { Exception } from '../../api/generated/index.ts';
import { draftOf, newTerms, type TermsDraft, termsOf } from './terms-draft.ts';

const now = new Date('2026-12-15T22:00:00Z');
const draft: TermsDraft = { ...newTerms, comment: ' behind a proxy ' };
const said = { reason: 'accepted', comment: 'behind a proxy' };

describe('termsOf', () => {
  it.each<[string, Partial<TermsDraft>, object | undefined]>([
    ['30 days', { end: '30' }, { ...said, until: '2027-01-14' }],
    ['90 days', { end: '90' }, { ...said, until: '2027-03-15' }],
    ['until there is a fix', { end: 'fixed' }, { ...said, untilFixed: true }],
    ['without an end', { end: 'never' }, said],
    ['until a day', { end: 'day', day: '2027-01-01' }, { ...said, until: '2027-01-01', untilFixed: false }],
    ['until a day that is missing', { end: 'day' }, undefined],
    ['without a comment', { comment: ' ' }, undefined],
  ])('%s', (_name, changes, expected) => expect(termsOf({ ...draft, ...changes }, now)).toEqual(expected));
});

describe('draftOf', () => {
  const exception = { reason: 'other', comment: 'x', untilFixed: false } as Exception;
  it.each<[string, Partial<Exception>]>([
    ['with a day', { until: '2027-01-01' }],
    ['with a day and until there is a fix', { until: '2027-01-01', untilFixed: true }],
    ['until there is a fix', { untilFixed: true }],
    ['without an end', {}],
  ])('%s comes to the same terms', (_name, changes) => {
    const given = { ...exception, ...changes };
    expect({ untilFixed: false, ...termsOf(draftOf(given), now) }).toEqual(given);
  });
});
