import { describe, expect, it } from 'vitest';
import type { Severity } from '#core/severity.ts';
import { ask, findingSubject } from '#tests/support/policy-subjects.ts';
import { severity } from './severity.ts';

describe('severity', () => {
  it.each<[Severity, object, boolean]>([
    ['critical', { level: 'high' }, true],
    ['high', { level: 'high' }, true],
    ['medium', { level: 'high' }, false],
    ['negligible', { level: 'negligible' }, true],
    ['unknown', { level: 'negligible' }, false],
    ['critical', { level: 'high', comparison: 'exactly' }, false],
    ['high', { level: 'high', comparison: 'exactly' }, true],
    ['critical', { level: 'high', comparison: 'at-least' }, true],
    ['unknown', { level: 'unknown', comparison: 'exactly' }, true],
    ['low', { level: 'unknown', comparison: 'exactly' }, false],
  ])('%s by %j: %s', (level, options, expected) => {
    expect(ask('severity', options, findingSubject({ severity: level }))).toBe(expected);
  });

  it('cannot ask for what is at least unknown', () => {
    expect(() => ask('severity', { level: 'unknown' }, findingSubject({}))).toThrow(/cannot say "at least unknown"/);
  });

  it.each([
    [{ level: 'critical' }, 'severity critical'],
    [{ level: 'high' }, 'severity at least high'],
    [{ level: 'low', comparison: 'exactly' }, 'severity exactly low'],
  ])('%j reads %s', (options, words) => expect(severity.describe(options)).toBe(words));
});
