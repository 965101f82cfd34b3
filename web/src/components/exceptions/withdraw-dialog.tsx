import { useDeleteException } from '../../api/exceptions.ts';
import { RemoveDialog } from '../feedback/remove-dialog.tsx';

interface WithdrawDialogProps {
  readonly exceptionId: string;
  readonly vulnerability: string;
  readonly onClose: () => void;
}

/** Asks before an exception is withdrawn, since its findings count again, wherever they are. */
export function WithdrawDialog({ exceptionId, vulnerability, onClose }: WithdrawDialogProps) {
  const withdraw = useDeleteException();
  return (
    <RemoveDialog
      title={`Withdraw the exception for ${vulnerability}?`}
      verb="Withdraw"
      failure="It was not withdrawn"
      action={withdraw}
      subject={exceptionId}
      done={{ title: 'The exception is withdrawn', message: 'Its findings count again.' }}
      onClose={onClose}
    >
      Its findings count again, in all images in which it holds, unless a document or another exception says the same.
    </RemoveDialog>
  );
}
