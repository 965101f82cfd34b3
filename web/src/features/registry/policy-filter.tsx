import { Select } from '@mantine/core';
import { usePolicies } from '../../api/policies.ts';
import { type Outcome, outcomes, outcomeWords } from '../../components/policy/outcome-words.ts';

interface PolicyFilterProps {
  readonly policy: Outcome | undefined;
  /** Of a policy that is violated. */
  readonly policyId: string | undefined;
  readonly onChange: (change: { readonly policy: Outcome | undefined; readonly policyId: string | undefined }) => void;
}

const ofPolicy = 'violates ';

/** Chooses what policies come to, or one policy that is violated. */
export function PolicyFilter({ policy, policyId, onChange }: PolicyFilterProps) {
  const known = (usePolicies().data?.items ?? []).map(({ id, name }) => ({ id, name }));
  const isGone = policyId !== undefined && !known.some(({ id }) => id === policyId);
  const policies = isGone ? [...known, { id: policyId, name: 'a policy that is gone' }] : known;
  const data = [
    { group: 'Policies come to', items: outcomes.map((value) => ({ value, label: outcomeWords[value].label })) },
    {
      group: 'Violates',
      items: policies.map(({ id, name }) => ({ value: `${ofPolicy}${id}`, label: `Violates ${name}` })),
    },
  ];
  return (
    <Select
      size="xs"
      w={136}
      clearable
      aria-label="Policy"
      placeholder="Any policy"
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      maxDropdownHeight={380}
      data={data.filter(({ items }) => items.length > 0)}
      value={policyId === undefined ? (policy ?? null) : `${ofPolicy}${policyId}`}
      onChange={(value) =>
        onChange({
          policy: outcomes.find((outcome) => outcome === value),
          policyId: value?.startsWith(ofPolicy) === true ? value.slice(ofPolicy.length) : undefined,
        })
      }
    />
  );
}
