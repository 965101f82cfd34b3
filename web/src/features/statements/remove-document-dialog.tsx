import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { VexDocument } from '../../api/generated/index.ts';
import { useDeleteVexDocument } from '../../api/statements.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { plural } from '../../components/format/plural.ts';

interface RemoveDocumentDialogProps {
  readonly document: VexDocument;
  readonly onClose: () => void;
}

/** Asks before a document is removed, since what it suppressed counts again. */
export function RemoveDocumentDialog({ document: { name, suppressed }, onClose }: RemoveDocumentDialogProps) {
  const remove = useDeleteVexDocument();
  const confirm = () =>
    remove.mutate(name, {
      onSuccess: () => {
        notify({ color: 'tide', title: `${name} is removed`, message: 'Totals have been counted again.' });
        onClose();
      },
    });
  return (
    <Modal opened onClose={onClose} title={`Remove ${name}?`}>
      <Stack gap="md">
        <Text size="sm">
          {suppressed === 0
            ? 'It suppresses nothing now, so no total changes.'
            : `What it suppresses, ${plural(suppressed, 'finding')} of distinct packages, counts again at once, unless another document says the same.`}
        </Text>
        {remove.error !== null && (
          <Alert color="red" variant="light" role="alert" title="It was not removed">
            {describeError(remove.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button color="red.9" loading={remove.isPending} onClick={confirm}>
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
