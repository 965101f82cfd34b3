import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { Registry } from '../../api/generated/index.ts';
import { useDeleteRegistry } from '../../api/registries.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';
import { plural } from '../../components/format/plural.ts';

interface DeleteRegistryDialogProps {
  readonly registry: Registry;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before a registry is removed with all that is known of it. */
export function DeleteRegistryDialog({ registry, onClose, onDeleted }: DeleteRegistryDialogProps) {
  const remove = useDeleteRegistry();
  const confirm = () =>
    remove.mutate(registry.id, {
      onSuccess: () => {
        notify({
          color: 'tide',
          title: `${registry.name} is deleted`,
          message: 'The registry itself was not touched.',
        });
        onClose();
        onDeleted?.();
      },
    });
  return (
    <Modal opened onClose={onClose} title={`Delete ${registry.name}?`}>
      <Stack gap="md">
        <Text size="sm">
          Removed from Plimsoll are its settings with {registry.hasCredential ? 'the credential, ' : ''}filters,
          schedule and hook; its runs; and the results of {plural(registry.images, 'image')} in{' '}
          {plural(registry.repositoryCount, 'repository', 'repositories')}. Scans of it that wait or run are cancelled.
          The registry and its images stay as they are.
        </Text>
        {remove.error !== null && (
          <Alert color="red" variant="light" role="alert" title="It was not deleted">
            {describeError(remove.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button color="red.9" loading={remove.isPending} onClick={confirm}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
