import type { ApiToken } from '../../api/generated/index.ts';
import { useDeleteToken } from '../../api/tokens.ts';
import { RemoveDialog } from '../../components/feedback/remove-dialog.tsx';

interface RevokeTokenDialogProps {
  readonly token: ApiToken;
  readonly onClose: () => void;
}

/** Asks before a token is revoked. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const revoke = useDeleteToken();
  return (
    <RemoveDialog
      title={`Revoke ${token.name}?`}
      verb="Revoke"
      failure="It was not revoked"
      action={revoke}
      subject={token.id}
      done={{ title: `${token.name} is revoked`, message: 'It is refused from now on.' }}
      onClose={onClose}
    >
      Whatever signs in with it is refused at once. This cannot be undone.
    </RemoveDialog>
  );
}
