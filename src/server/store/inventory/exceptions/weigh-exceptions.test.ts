import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RiskException } from '#core/risk-exception.ts';
import { type ExceptableFinding, exceptionOn, indexExceptions } from './weigh-exceptions.ts';

const finding: ExceptableFinding = {
  vulnerability_id: 'CVE-2026-1',
  aliases: ['GHSA-1'],
  fixable: false,
  type: 'npm',
  name: 'left',
  version: '1.0.0',
};
const exception = (changes: Partial<RiskException> = {}): RiskException => ({
  id: 'a',
  vulnerability: 'CVE-2026-1',
  scope: { kind: 'everywhere' },
  reason: 'accepted',
  comment: 'behind a proxy',
  untilFixed: false,
  createdBy: 'admin',
  createdAt: new Date('2026-01-01'),
  ...changes,
});
const on = (exceptions: readonly RiskException[], changes: Partial<ExceptableFinding> = {}) =>
  exceptionOn({ ...finding, ...changes }, indexExceptions(exceptions));

describe('an exception', () => {
  it.each<[string, Partial<RiskException>, Partial<ExceptableFinding>, boolean]>([
    ['accepts what has its name', {}, {}, true],
    ['accepts what has another name of the same', { vulnerability: 'GHSA-1' }, {}, true],
    ['does not accept another vulnerability', { vulnerability: 'CVE-2026-2' }, {}, false],
    ['accepts a package of its name', { package: { type: 'npm', name: 'left' } }, {}, true],
    ['accepts its exact version', { package: { type: 'npm', name: 'left', version: '1.0.0' } }, {}, true],
    ['does not accept another version', { package: { type: 'npm', name: 'left', version: '1.0.1' } }, {}, false],
    ['does not accept another package', { package: { type: 'npm', name: 'right' } }, {}, false],
    ['does not accept another type', { package: { type: 'pypi', name: 'left' } }, {}, false],
    ['until it is fixed accepts what is not', { untilFixed: true }, {}, true],
    ['until it is fixed does not accept what is', { untilFixed: true }, { fixable: true }, false],
    ['else accepts what has a fix', {}, { fixable: true }, true],
  ])('%s', (_name, exceptionChanges, findingChanges, isAccepted) => {
    expect(on([exception(exceptionChanges)], findingChanges) !== undefined).toBe(isAccepted);
  });

  it.each<[Partial<RiskException>, object]>([
    [{}, { by: 'exception', statementId: 'a', reason: 'behind a proxy', acceptedBy: 'admin' }],
    [
      { reason: 'mitigated', until: '2027-01-31' },
      { reason: 'mitigated elsewhere: behind a proxy', expires: '2027-01-31' },
    ],
    [{ reason: 'transferred' }, { reason: 'transferred: behind a proxy' }],
    [
      { reason: 'not-relevant', untilFixed: true },
      { reason: 'not relevant here: behind a proxy', untilFixed: true },
    ],
    [{ reason: 'other' }, { reason: 'behind a proxy' }],
  ])('of %j says so', (changes, expected) => {
    expect(on([exception(changes)])).toMatchObject(expected);
  });
});

describe('of several exceptions', () => {
  const later = exception({ id: 'b', vulnerability: 'GHSA-1', createdAt: new Date('2026-02-01') });

  it('the one that was made last is told, in whatever order they are given', () => {
    const instants = fc.integer({ min: 0, max: 3 }).map((day) => new Date(Date.UTC(2026, 2, day)));
    const made = fc.uniqueArray(fc.record({ id: fc.uuid(), createdAt: instants }), {
      selector: ({ id }) => id,
      minLength: 1,
    });
    fc.assert(
      fc.property(made, (all) => {
        const exceptions = all.map(exception);
        const told = on(exceptions)?.statementId;
        expect(on(exceptions.toReversed())?.statementId).toBe(told);
        const newest = Math.max(...all.map(({ createdAt }) => createdAt.getTime()));
        expect(all.find(({ id }) => id === told)?.createdAt.getTime()).toBe(newest);
      }),
    );
  });

  it('one that does not accept it is no hindrance to one that does', () => {
    expect(on([exception(), { ...later, untilFixed: true }], { fixable: true })?.statementId).toBe('a');
  });
});
