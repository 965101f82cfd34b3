import type { VexDocument } from '../../api/generated/index.ts';
import { useDeleteVexDocument } from '../../api/statements.ts';
import { RemoveDialog } from '../../components/feedback/remove-dialog.tsx';
import { plural } from '../../components/format/plural.ts';

interface RemoveDocumentDialogProps {
  readonly document: VexDocument;
  readonly onClose: () => void;
}

/** Asks before a document is removed, since what it suppressed counts again. */
export function RemoveDocumentDialog({ document: { name, suppressed }, onClose }: RemoveDocumentDialogProps) {
  const remove = useDeleteVexDocument();
  return (
    <RemoveDialog
      title={`Remove ${name}?`}
      verb="Remove"
      failure="It was not removed"
      action={remove}
      subject={name}
      done={{ title: `${name} is removed`, message: 'What it suppressed counts again.' }}
      onClose={onClose}
    >
      {suppressed === 0
        ? 'It suppresses nothing now, so no total changes.'
        : `What it suppresses, ${plural(suppressed, 'finding')} of distinct packages, counts again, unless another document says the same.`}
    </RemoveDialog>
  );
}
