import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { type ListSearch, readListSearch } from '../list-search.ts';
import { type FilterField, moreFilters } from './filter-words.ts';

interface FilterFormProps {
  readonly search: ListSearch;
  readonly onApply: (search: ListSearch) => void;
}

/** The fields of the filters that are needed less often, each empty where it is not set. */
export function FilterForm({ search, onApply }: FilterFormProps) {
  const [draft, setDraft] = useState<Readonly<Record<string, unknown>>>({ ...search });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const trimmed = Object.entries(draft).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.trim() : value,
    ]);
    onApply(readListSearch(Object.fromEntries(trimmed)));
  };
  return (
    <form onSubmit={submit}>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
        {moreFilters.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={draft[field.name]}
            onChange={(value) => setDraft({ ...draft, [field.name]: value })}
          />
        ))}
      </SimpleGrid>
      <Group justify="flex-end" mt="sm">
        <Button type="submit" size="xs">
          Apply
        </Button>
      </Group>
    </form>
  );
}

interface FieldProps {
  readonly field: FilterField;
  readonly value: unknown;
  readonly onChange: (value: string | undefined) => void;
}

function Field({ field: { label, kind, placeholder = '', options = [] }, value, onChange }: FieldProps) {
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  if (kind === 'choice') {
    return (
      <Select
        size="xs"
        clearable
        label={label}
        placeholder="Any"
        comboboxProps={{ withinPortal: false }}
        data={[...options]}
        value={text === '' ? null : text}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      type={kind}
      label={label}
      placeholder={placeholder}
      value={text}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
