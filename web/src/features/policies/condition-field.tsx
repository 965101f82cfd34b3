import { MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { PolicyOptionField } from '../../api/generated/index.ts';
import type { DraftValue } from './policy-draft.ts';

interface ConditionFieldProps {
  readonly field: PolicyOptionField;
  readonly value: DraftValue | undefined;
  readonly mistake: string | undefined;
  readonly onChange: (value: DraftValue) => void;
}

/** A field of a condition, drawn from the kind's own description of it. */
export function ConditionField({ field, value, mistake, onChange }: ConditionFieldProps) {
  const { label, help, kind, choices = [], optional = false } = field;
  const shared = { label, description: help, error: mistake };
  const text = typeof value === 'string' ? value : '';
  const list = typeof value === 'object' ? [...value] : [];
  const data = choices.map((choice) => ({ value: choice, label: choiceWords(choice) }));
  switch (kind) {
    case 'switch':
      return (
        <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          data={data}
          allowDeselect={optional}
          clearable={optional}
          clearButtonProps={{ 'aria-label': `No ${label}` }}
          value={text === '' ? null : text}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'list':
      return choices.length > 0 ? (
        <MultiSelect {...shared} data={data} value={list} onChange={onChange} />
      ) : (
        <TagsInput
          {...shared}
          maxLength={200}
          splitChars={[',', '\n']}
          acceptValueOnBlur
          value={list}
          onChange={onChange}
        />
      );
    case 'text':
    case 'number':
    case 'date':
      return (
        <TextInput
          {...shared}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          maxLength={kind === 'number' ? 20 : 500}
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** A choice as a person reads it: `not-fixed` is `Not fixed`. */
function choiceWords(choice: string): string {
  const words = choice.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
