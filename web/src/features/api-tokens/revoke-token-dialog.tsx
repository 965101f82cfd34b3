import type { ApiToken } from '../../api/generated/index.ts';
import { useDeleteToken } from '../../api/tokens.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
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
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      verb="Revoke"
      failure="It was not revoked"
      action={revoke}
      onConfirm={confirm}
      onClose={onClose}
    >
      Whatever signs in with it is refused at once. This cannot be undone.
    </ConfirmDialog>
  );
}
