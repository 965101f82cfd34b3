import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Registry } from '../../api/generated/index.ts';
import { useCancelWaiting } from '../../api/scans.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { plural } from '../../components/format/plural.ts';

interface CancelWaitingProps {
  /** Scans that wait, of all registries. */
  readonly waiting: number;
  /** The registry that the queue is narrowed to. */
  readonly registry: Registry | undefined;
}

/** Empties the queue after asking: of all registries, or of the one that it is narrowed to. */
export function CancelWaiting({ waiting, registry }: CancelWaitingProps) {
  const [isOpen, setIsOpen] = useState(false);
  const cancel = useCancelWaiting();
  const close = () => {
    setIsOpen(false);
    cancel.reset();
  };
  const confirm = () =>
    cancel.mutate(registry?.id, {
      onSuccess: ({ cancelled }) => {
        notify({ color: 'tide', title: 'Cancelled', message: `${plural(cancelled, 'scan')} will not be done.` });
        close();
      },
    });
  return (
    <>
      <Button size="xs" variant="default" disabled={waiting === 0} onClick={() => setIsOpen(true)}>
        Cancel all waiting
      </Button>
      <Modal opened={isOpen} onClose={close} title="Cancel all waiting scans?">
        <Stack gap="md">
          <Text size="sm">
            {registry === undefined
              ? `${plural(waiting, 'scan')} ${waiting === 1 ? 'waits' : 'wait'}, of all registries.`
              : `Only those of ${registry.name} are cancelled.`}{' '}
            What runs goes on to its end. The next run of a registry scans what was left out.
          </Text>
          {cancel.error !== null && (
            <Alert color="red" variant="light" role="alert" title="They were not cancelled">
              {describeError(cancel.error).message}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={close}>
              Keep them
            </Button>
            <Button color="red.9" loading={cancel.isPending} onClick={confirm}>
              Cancel them
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
