import { Button, Divider, Group, Stack } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { SubmitEvent } from 'react';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { useMistakeFocus } from '../../components/feedback/use-mistake-focus.ts';
import { SaveOutcome, TestOutcome } from './form-outcome.tsx';
import { IdentityFields } from './identity-fields.tsx';
import styles from './registry-form.module.css';
import { RepositoriesField } from './repositories-field.tsx';
import { TransportFields } from './transport-fields.tsx';
import { useRegistryDraft } from './use-registry-draft.ts';

interface RegistryFormProps {
  readonly types: readonly RegistryType[];
  readonly path?: string | undefined;
  readonly onDone: (saved: Registry) => void;
  readonly onCancel: () => void;
}

/** Adds a registry; it can be tried before it is saved. What is scanned and when has good defaults, and its own page. */
export function RegistryForm({ types, path, onDone, onCancel }: RegistryFormProps) {
  const form = useRegistryDraft({ types, registry: undefined, path });
  const element = useMistakeFocus(form.refusal);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.submit(onDone);
  };
  return (
    <form ref={element} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <IdentityFields form={form} types={types} registry={undefined} />
        <TransportFields form={form} />
        <Divider label="What is scanned" labelPosition="left" />
        <RepositoriesField form={form} />
        <TestOutcome form={form} />
        <SaveOutcome form={form} />
        <Group justify="space-between" className={styles.actions}>
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={16} aria-hidden />}
            loading={form.test.isPending}
            onClick={form.tryOut}
          >
            Test
          </Button>
          <Group gap="xs">
            <Button variant="subtle" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={form.save.isPending}>
              Add registry
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
