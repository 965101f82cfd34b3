import { describe, expect, it } from 'vitest';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { disclosedBetween } from './disclosed-between.ts';

const may = { from: '2026-05-01', to: '2026-05-31' };

describe('disclosed-between', () => {
  it.each([
    ['its first moment', '2026-05-01T00:00:00Z', may, true],
    ['its last moment', '2026-05-31T23:59:59Z', may, true],
    ['the day before', '2026-04-30T23:59:59Z', may, false],
    ['the day after', '2026-06-01T00:00:00Z', may, false],
    ['another time zone', '2026-06-01T01:00:00+02:00', may, true],
    ['no end', '2030-01-01', { from: '2026-05-01' }, true],
    ['no beginning', '1999-01-01', { to: '2026-05-31' }, true],
    ['no time', 'in May', may, false],
  ])('%s', (_, published, options, expected) => {
    expect(ask('disclosed-between', options, findingSubject({ published }))).toBe(expected);
  });

  it('what has no date does not meet it', () => {
    expect(ask('disclosed-between', may, findingSubject({}))).toBe(false);
  });

  it.each([
    [{}, /needs a first day/],
    [{ from: '2026-05-02', to: '2026-05-01' }, /ends \("to"\) before it begins/],
    [{ from: '2026-5-2' }, /a day, as in/],
  ])('refuses %j', (options, message) => {
    expect(() => ask('disclosed-between', options, findingSubject({}))).toThrow(message);
  });

  it.each([
    [may, 'disclosed between 2026-05-01 and 2026-05-31'],
    [{ from: '2026-05-01' }, 'disclosed since 2026-05-01'],
    [{ to: '2026-05-31' }, 'disclosed until 2026-05-31'],
  ])('%j reads %s', (options, words) => expect(disclosedBetween.describe(options)).toBe(words));
});
