import { Select } from '@mantine/core';
import { usePolicies } from '../../api/policies.ts';
import { type Outcome, outcomes, outcomeWords } from '../../components/policy/outcome-words.ts';
import { type PolicyChoice, policyChoices, readChoice, writeChoice } from './policy-choices.ts';

interface PolicyFilterProps {
  readonly policy: Outcome | undefined;
  /** Of a policy that is violated, or comes to what `policy` says. */
  readonly policyId: string | undefined;
  readonly onChange: (change: PolicyChoice) => void;
}

/** Chooses what policies come to, or one policy that is violated; of one that is chosen also what else it may come to. */
export function PolicyFilter({ policy, policyId, onChange }: PolicyFilterProps) {
  const known = usePolicies().data?.items;
  const data = [
    {
      group: 'Policies come to',
      items: outcomes.map((value) => ({ value: writeChoice({ policy: value }), label: outcomeWords[value].label })),
    },
    ...policyChoices(known, { policy, policyId }),
  ];
  const chosen = writeChoice({ policy, policyId });
  return (
    <Select
      size="xs"
      w={policyId === undefined ? 136 : 220}
      clearable
      aria-label="Policy"
      placeholder="Any policy"
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      maxDropdownHeight={380}
      data={data.filter(({ items }) => items.length > 0).map(({ group, items }) => ({ group, items: [...items] }))}
      value={chosen === '' ? null : chosen}
      onChange={(value) => onChange(readChoice(value ?? ''))}
    />
  );
}
