import { Select, Text } from '@mantine/core';
import type { PolicyConditionKind } from '../../api/generated/index.ts';

interface AddConditionProps {
  /** What the rule is called, for those who do not see where the field stands. */
  readonly ruleName: string;
  /** Those that can stand beside what the rule has already. */
  readonly kinds: readonly PolicyConditionKind[];
  readonly onAdd: (kind: PolicyConditionKind) => void;
}

const groups = [
  ['finding', 'Of a vulnerability'],
  ['package', 'Of a package'],
  ['image', 'Of the image'],
] as const;

/** Chooses a condition to add to a rule, by typing a part of its name or from the list. */
export function AddCondition({ ruleName, kinds, onAdd }: AddConditionProps) {
  const data = groups
    .map(([subject, group]) => ({
      group,
      items: kinds
        .filter((kind) => kind.subject === subject)
        .map(({ type, displayName }) => ({ value: type, label: displayName })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Select
      size="xs"
      w="min(22rem, 100%)"
      searchable
      selectFirstOptionOnChange
      // Or else none is taken by Enter where words are typed before the open list has looked, a moment later, for the option that is chosen already.
      selectFirstOptionOnDropdownOpen
      aria-label={`Add a condition to ${ruleName}`}
      placeholder="Add a condition"
      nothingFoundMessage="No condition is called that"
      maxDropdownHeight={320}
      data={data}
      value={null}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {kinds.find(({ type }) => type === option.value)?.description}
          </Text>
        </div>
      )}
      onChange={(type) => {
        const kind = kinds.find((one) => one.type === type);
        if (kind !== undefined) onAdd(kind);
      }}
    />
  );
}
