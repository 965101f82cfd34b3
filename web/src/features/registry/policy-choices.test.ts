import { expect, it } from 'vitest';
import { type PolicyChoice, policyChoices, readChoice, writeChoice } from './policy-choices.ts';

const policies = [
  { id: 'a', name: 'Severe' },
  { id: 'b of c', name: 'House rules' },
];
const labels = (choice: PolicyChoice, known: typeof policies | undefined = policies) =>
  policyChoices(known, choice).map(({ group, items }) => `${group}: ${items.map(({ label }) => label).join(', ')}`);

it.each<[string, PolicyChoice, readonly string[]]>([
  ['none', {}, ['Violates: Violates Severe, Violates House rules']],
  [
    'one that is violated',
    { policyId: 'a' },
    [
      'It comes to: Severe: being evaluated, Severe: accepted, Severe: kept, Severe: not about it',
      'Violates: Violates Severe, Violates House rules',
    ],
  ],
  [
    'one that comes to something',
    { policyId: 'a', policy: 'fail' },
    [
      'It comes to: Severe: fails, Severe: being evaluated, Severe: accepted, Severe: kept, Severe: not about it',
      'Violates: Violates Severe, Violates House rules',
    ],
  ],
])('%s may be chosen', (_name, choice, expected) => expect(labels(choice)).toEqual(expected));

it('a policy that is gone is said to be, once that is known', () => {
  expect(labels({ policyId: 'x' }).at(-1)).toContain('Violates a policy that is gone');
  expect(policyChoices(undefined, { policyId: 'x' }).at(-1)?.items).toEqual([{ value: ' of x', label: 'Violates …' }]);
});

it.each<PolicyChoice>([
  { policy: undefined, policyId: undefined },
  { policy: 'none', policyId: undefined },
  { policy: undefined, policyId: 'b of c' },
  { policy: 'pass', policyId: 'b of c' },
])('%j is written as a text and read again', (choice) => expect(readChoice(writeChoice(choice))).toEqual(choice));
