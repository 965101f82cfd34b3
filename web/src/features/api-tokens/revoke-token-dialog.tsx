import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ApiToken } from '../../api/generated/index.ts';
import { useDeleteToken } from '../../api/tokens.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { notify } from '../../components/feedback/notify.ts';

interface RevokeTokenDialogProps {
  readonly token: ApiToken;
  readonly onClose: () => void;
}

/** Asks before a token is revoked. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const revoke = useDeleteToken();
  const confirm = () =>
    revoke.mutate(token.id, {
      onSuccess: () => {
        notify({ color: 'tide', title: `${token.name} is revoked`, message: 'It is refused from now on.' });
        onClose();
      },
    });
  return (
    <Modal opened onClose={onClose} title={`Revoke ${token.name}?`}>
      <Stack gap="md">
        <Text size="sm">Whatever signs in with it is refused at once. This cannot be undone.</Text>
        {revoke.error !== null && (
          <Alert color="red" variant="light" role="alert" title="It was not revoked">
            {describeError(revoke.error).message}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button color="red.9" loading={revoke.isPending} onClick={confirm}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
