import { Alert, Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import type { ApiTokenInput } from '../../api/generated/index.ts';
import { useCreateToken } from '../../api/tokens.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { Dialog } from '../../components/feedback/dialog.tsx';
import { scopes } from './scope-words.ts';
import { ShownOnce } from './shown-once.tsx';

const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '1095', label: '3 years' },
];

/** Asks what a token is for, makes it, and shows it once. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const create = useCreateToken();
  const isMade = create.data !== undefined;
  return (
    <Dialog
      onClose={onClose}
      title={isMade ? `${create.data.name} is made` : 'New API token'}
      size="lg"
      // A click beside it would lose the token.
      closeOnClickOutside={!isMade}
      closeOnEscape={!isMade}
    >
      {isMade ? (
        <ShownOnce token={create.data.token} onClose={onClose} />
      ) : (
        <TokenForm
          error={create.error}
          isPending={create.isPending}
          onCancel={onClose}
          onSubmit={(input) => create.mutate(input)}
        />
      )}
    </Dialog>
  );
}

interface TokenFormProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onCancel: () => void;
  readonly onSubmit: (input: ApiTokenInput) => void;
}

function TokenForm({ error, isPending, onCancel, onSubmit }: TokenFormProps) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ApiTokenInput['scope']>('read');
  const [days, setDays] = useState('90');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit({ name: name.trim(), scope, expiresInDays: Number(days) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          data-autofocus
          required
          label="Name"
          description="What it is for, so that you know it again."
          placeholder="pipeline of team/app"
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group label="It may" value={scope} onChange={(value) => setScope(value)}>
          <Stack gap="xs" mt={6}>
            {scopes.map(({ value, label, note }) => (
              <Radio key={value} value={value} label={label} description={note} />
            ))}
          </Stack>
        </Radio.Group>
        <Select
          label="Works for"
          description="After that it is refused, and a new one has to be made."
          data={lifetimes}
          value={days}
          allowDeselect={false}
          onChange={(value) => setDays(value ?? '90')}
        />
        {error !== null && (
          <Alert color="red" variant="light" role="alert" title="It was not made">
            {describeError(error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
            Make the token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
