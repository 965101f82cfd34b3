import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Registry } from '../../api/generated/index.ts';
import { useCancelWaiting } from '../../api/scans.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
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
      {isOpen && (
        <ConfirmDialog
          title="Cancel all waiting scans?"
          verb="Cancel them"
          otherwise="Keep them"
          failure="They were not cancelled"
          action={cancel}
          onConfirm={confirm}
          onClose={close}
        >
          {registry === undefined
            ? `${plural(waiting, 'scan')} ${waiting === 1 ? 'waits' : 'wait'}, of all registries.`
            : `Only those of ${registry.name} are cancelled.`}{' '}
          What runs goes on to its end. The next run of a registry scans what was left out.
        </ConfirmDialog>
      )}
    </>
  );
}
