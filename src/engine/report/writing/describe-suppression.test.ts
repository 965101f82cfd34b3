import { describe, expect, it } from 'vitest';
import type { Suppression } from '#core/finding.ts';
import { describeAcceptance, describeSuppression } from './describe-suppression.ts';

const exception: Suppression = { by: 'exception', statementId: '7', reason: 'behind a proxy' };

describe('a suppression is described', () => {
  it.each<[string, Partial<Suppression>, string]>([
    ['without what is not known', {}, ': behind a proxy'],
    ['with who accepted it', { acceptedBy: 'admin' }, ' by admin: behind a proxy'],
    ['with its last day', { expires: '2027-01-31' }, ' until 2027-01-31: behind a proxy'],
    ['with its end by a fix', { untilFixed: true }, ' until there is a fix: behind a proxy'],
    [
      'with all of that',
      { acceptedBy: 'admin', expires: '2027-01-31', untilFixed: true },
      ' by admin until there is a fix, at most until 2027-01-31: behind a proxy',
    ],
  ])('%s', (_name, terms, words) => {
    expect(describeSuppression({ ...exception, ...terms })).toBe(`exception${words}`);
    expect(describeAcceptance({ ...exception, ...terms })).toBe(`Accepted${words}`);
  });

  it.each<[string, Partial<Suppression>, string]>([
    ['of a statement', {}, 'vex: not reachable'],
    ['of a statement with its document', { document: 'app.json' }, 'vex (app.json): not reachable'],
  ])('%s', (_name, more, words) => {
    expect(describeSuppression({ by: 'vex', statementId: '1', reason: 'not reachable', ...more })).toBe(words);
  });
});
