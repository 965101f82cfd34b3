import type { ReactNode } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './notify.ts';

interface RemoveDialogProps<Subject> {
  /** The question. */
  readonly title: string;
  /** What will be gone, and what will not. */
  readonly children: ReactNode;
  /** The word for doing it. */
  readonly verb: string;
  /** What to say where it could not be done. */
  readonly failure: string;
  /** The request that does it. */
  readonly action: {
    readonly error: Error | null;
    readonly isPending: boolean;
    mutate(subject: Subject, then: { readonly onSuccess: () => void }): void;
  };
  readonly subject: Subject;
  /** What to say once it is gone. */
  readonly done: { readonly title: string; readonly message: string };
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
}

/** Asks before something is taken away for good, has it taken away, and says so. */
export function RemoveDialog<Subject>({
  action,
  subject,
  done,
  onClose,
  onDone,
  ...question
}: RemoveDialogProps<Subject>) {
  const onSuccess = () => {
    notify({ color: 'tide', ...done });
    onClose();
    onDone?.();
  };
  return (
    <ConfirmDialog
      {...question}
      action={action}
      onConfirm={() => action.mutate(subject, { onSuccess })}
      onClose={onClose}
    />
  );
}
