import { Button, Group, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { SavedView } from '../../../api/generated/index.ts';
import { useSaveView } from '../../../api/views.ts';
import { describeError } from '../../../components/feedback/describe-error.ts';
import type { ListSearch } from '../list-search.ts';

interface SaveViewFormProps {
  readonly screen: string;
  readonly search: ListSearch;
  readonly columns: readonly string[];
  /** Views that there are: one of the same name is replaced. */
  readonly taken: readonly SavedView[];
}

/** Saves what is listed, and how, under a name. */
export function SaveViewForm({ screen, search, columns, taken }: SaveViewFormProps) {
  const [name, setName] = useState('');
  const save = useSaveView();
  const before = taken.find((view) => view.name === name.trim());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const query = Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]));
    const view = { screen, name: name.trim(), query, columns, isDefault: before?.isDefault ?? false };
    save.mutate({ id: before?.id, view }, { onSuccess: () => setName('') });
  };
  return (
    <form onSubmit={submit}>
      <Group gap={6} wrap="nowrap" align="flex-start" mt={6}>
        <TextInput
          size="xs"
          flex={1}
          aria-label="Name of the view"
          placeholder="Name of this view"
          value={name}
          maxLength={60}
          error={save.error === null ? undefined : describeError(save.error).message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          {before === undefined ? 'Save' : 'Replace'}
        </Button>
      </Group>
    </form>
  );
}
