import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeError } from './describe-error.ts';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  /** The question. */
  readonly title: string;
  /** What will be gone, and what will not. */
  readonly children: ReactNode;
  /** The word for doing it. */
  readonly verb: string;
  /** The word for leaving it. */
  readonly otherwise?: string;
  /** What to say where it could not be done. */
  readonly failure?: string;
  /** The request that does it; none where nothing can fail. */
  readonly action?: { readonly error: Error | null; readonly isPending: boolean };
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

const plain = { error: null, isPending: false };

/** Asks before something is taken away. Whoever presses Enter at once keeps it. */
export function ConfirmDialog({ otherwise = 'Keep it', ...props }: ConfirmDialogProps) {
  const { title, children, verb, failure, action = plain, onConfirm, onClose } = props;
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        {action.error !== null && (
          <Alert color="red" variant="light" role="alert" {...(failure !== undefined && { title: failure })}>
            {describeError(action.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {otherwise}
          </Button>
          <Button color="red.9" loading={action.isPending} onClick={onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
