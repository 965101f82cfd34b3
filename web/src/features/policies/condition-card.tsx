import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { PolicyConditionKind } from '../../api/generated/index.ts';
import { ConditionField } from './condition-field.tsx';
import type { Mistakes } from './find-mistakes.ts';
import styles from './policies.module.css';
import type { DraftCondition } from './policy-draft.ts';

interface ConditionCardProps {
  readonly condition: DraftCondition;
  readonly kind: PolicyConditionKind | undefined;
  /** Where it is in the form. */
  readonly place: string;
  readonly mistakes: Mistakes;
  readonly onChange: (condition: DraftCondition) => void;
  readonly onRemove: () => void;
}

/** One thing that a violation needs, with the fields that its kind has. */
export function ConditionCard({ condition, kind, place, mistakes, onChange, onRemove }: ConditionCardProps) {
  const name = kind?.displayName ?? condition.type;
  const { options } = condition;
  return (
    <fieldset className={styles.condition}>
      <legend className={styles.legend}>{name}</legend>
      <Tooltip label={`Remove the condition ${name}`}>
        <ActionIcon
          className={styles.remove ?? ''}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Remove the condition ${name}`}
          onClick={onRemove}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Text size="xs" c="dimmed">
        {kind?.description ?? 'This service knows no such condition: remove it.'}
      </Text>
      {mistakes[place] !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {mistakes[place]}
        </Text>
      )}
      {kind !== undefined && kind.fields.length > 0 && (
        <div className={styles.fields}>
          {kind.fields.map((field) => (
            <ConditionField
              key={field.name}
              field={field}
              value={options[field.name]}
              mistake={mistakes[`${place}/options/${field.name}`]}
              onChange={(value) => onChange({ ...condition, options: { ...options, [field.name]: value } })}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
