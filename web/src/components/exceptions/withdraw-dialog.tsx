import { useDeleteException } from '../../api/exceptions.ts';
import { ConfirmDialog } from '../feedback/confirm-dialog.tsx';
import { notify } from '../feedback/notify.ts';

interface WithdrawDialogProps {
  readonly exceptionId: string;
  readonly vulnerability: string;
  readonly onClose: () => void;
}

/** Asks before an exception is withdrawn, since its findings count again, wherever they are. */
export function WithdrawDialog({ exceptionId, vulnerability, onClose }: WithdrawDialogProps) {
  const withdraw = useDeleteException();
  const confirm = () =>
    withdraw.mutate(exceptionId, {
      onSuccess: () => {
        notify({ color: 'tide', title: 'The exception is withdrawn', message: 'Totals have been counted again.' });
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={`Withdraw the exception for ${vulnerability}?`}
      verb="Withdraw"
      failure="It was not withdrawn"
      action={withdraw}
      onConfirm={confirm}
      onClose={onClose}
    >
      Its findings count again at once, in all images in which it holds, unless a document or another exception says the
      same.
    </ConfirmDialog>
  );
}
