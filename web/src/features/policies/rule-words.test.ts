import { expect, it } from 'vitest';
import type { PolicyConditionKind } from '../../api/generated/index.ts';
import type { DraftCondition } from './policy-draft.ts';
import { ruleWords } from './rule-words.ts';

const kinds: readonly PolicyConditionKind[] = [
  {
    type: 'cvss',
    displayName: 'CVSS score',
    description: '',
    subject: 'finding',
    fields: [{ name: 'score', label: 'At least', help: '', kind: 'number' }],
  },
  {
    type: 'fix',
    displayName: 'Fix available',
    description: '',
    subject: 'finding',
    fields: [
      { name: 'names', label: 'Named', help: '', kind: 'list', optional: true },
      { name: 'isFree', label: 'Without subscription', help: '', kind: 'switch', optional: true },
    ],
  },
];

const cvss = (score: string): DraftCondition => ({ key: 0, type: 'cvss', options: { score } });
const fix = (options: DraftCondition['options']): DraftCondition => ({ key: 1, type: 'fix', options });

it.each<[string, readonly DraftCondition[], string | undefined]>([
  ['nothing', [], undefined],
  ['one that is not filled in', [cvss('')], 'CVSS score'],
  ['one that is', [cvss('7')], 'CVSS score (at least 7)'],
  ['two', [fix({}), cvss('7')], 'Fix available, and CVSS score (at least 7)'],
  [
    'lists and switches',
    [cvss('7'), fix({ names: ['a', 'b'], isFree: true })],
    'CVSS score (at least 7), and fix available (named a or b, without subscription)',
  ],
  ['a switch that is off', [fix({ isFree: false })], 'Fix available'],
  ['a kind that is not known', [{ key: 0, type: 'gone', options: {} }], 'gone'],
])('says of a rule with %s what it is', (_name, conditions, words) => {
  expect(ruleWords({ id: 'r', conditions }, kinds)).toBe(words);
});
