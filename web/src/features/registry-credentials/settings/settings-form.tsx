import { Button, Group, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import type { SubmitEvent } from 'react';
import type { Registry, RegistryType } from '../../../api/generated/index.ts';
import { LeaveDialog } from '../../../components/feedback/leave-dialog.tsx';
import { useMistakeFocus } from '../../../components/feedback/use-mistake-focus.ts';
import { Card, Columns } from '../../../components/page/card.tsx';
import layout from '../../../components/page/form-layout.module.css';
import { SaveOutcome, TestOutcome } from '../form-outcome.tsx';
import { IdentityFields } from '../identity-fields.tsx';
import { ScheduleFields } from '../schedule/schedule-fields.tsx';
import { TransportFields } from '../transport-fields.tsx';
import { useRegistryDraft } from '../use-registry-draft.ts';
import { DryRunCard } from './dry-run-card.tsx';
import { FilterFields } from './filter-fields.tsx';
import { HookCard } from './hook-card.tsx';

interface SettingsFormProps {
  readonly types: readonly RegistryType[];
  readonly registry: Registry;
}

/** Everything that can be set for a registry: connection, what is scanned with a dry run, when, and scanning on push. */
export function SettingsForm({ types, registry }: SettingsFormProps) {
  const form = useRegistryDraft({ types, registry });
  const element = useMistakeFocus(form.refusal);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.submit(form.refill);
  };
  if (form.scan === undefined) return null;
  return (
    <form ref={element} onSubmit={submit} noValidate className={layout.form}>
      <LeaveDialog isChanged={form.isChanged} />
      <Columns>
        <div className={layout.stack}>
          <Card title="What is scanned">
            <FilterFields form={form} scan={form.scan} />
          </Card>
          <DryRunCard registryId={registry.id} scan={form.scan} />
          <Card title="When">
            <ScheduleFields
              schedule={form.scan.schedule}
              mistake={form.mistakes.schedule}
              onChange={(schedule) => form.changeScan({ schedule })}
            />
          </Card>
          <HookCard registry={registry} />
        </div>
        <div className={layout.stack}>
          <Card title="Connection">
            <div className={layout.stack}>
              <IdentityFields form={form} types={types} registry={registry} />
              <TransportFields form={form} />
              <TestOutcome form={form} />
              <Button
                variant="default"
                size="xs"
                className={layout.start ?? ''}
                leftSection={<IconPlugConnected size={15} aria-hidden />}
                loading={form.test.isPending}
                onClick={form.tryOut}
              >
                Test
              </Button>
            </div>
          </Card>
        </div>
      </Columns>
      <div className={layout.actions}>
        <SaveOutcome form={form} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {form.isChanged
              ? 'Changed, not saved yet'
              : form.save.isSuccess
                ? 'All saved: it holds from the next run on'
                : 'All saved'}
          </Text>
          <Group gap="xs">
            <Button variant="subtle" disabled={!form.isChanged} onClick={form.reset}>
              Undo changes
            </Button>
            <Button type="submit" loading={form.save.isPending}>
              Save
            </Button>
          </Group>
        </Group>
      </div>
    </form>
  );
}
