import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useChangePassword } from '../../api/session.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { Dialog } from '../../components/feedback/dialog.tsx';
import { notify } from '../../components/feedback/notify.ts';

const minLength = 10;

/** Changes one's own password; all other sessions of the user end. */
export function ChangePasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useChangePassword();
  const isTooShort = newPassword !== '' && newPassword.length < minLength;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isTooShort) return;
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          notify({
            color: 'tide',
            title: 'Your password is changed',
            message: 'Other sessions have ended.',
          });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title="Change password">
      <form onSubmit={submit}>
        <Stack gap="md">
          <PasswordInput
            data-autofocus
            required
            label="Current password"
            autoComplete="current-password"
            value={currentPassword}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            required
            label="New password"
            description={`At least ${minLength} characters.`}
            autoComplete="new-password"
            value={newPassword}
            error={isTooShort ? `${minLength - newPassword.length} characters more are needed.` : undefined}
            onChange={(event) => setNew(event.currentTarget.value)}
          />
          {change.error !== null && (
            <Alert color="red" variant="light" role="alert" title="Your password is not changed">
              {describeError(change.error).message}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
