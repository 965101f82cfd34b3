import type { VexDocument } from '../../api/generated/index.ts';
import { useDeleteVexDocument } from '../../api/statements.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
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
    <ConfirmDialog
      title={`Remove ${name}?`}
      verb="Remove"
      failure="It was not removed"
      action={remove}
      onConfirm={confirm}
      onClose={onClose}
    >
      {suppressed === 0
        ? 'It suppresses nothing now, so no total changes.'
        : `What it suppresses, ${plural(suppressed, 'finding')} of distinct packages, counts again at once, unless another document says the same.`}
    </ConfirmDialog>
  );
}
