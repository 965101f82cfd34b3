import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Asks before changes that are not saved are left behind; the browser asks itself where its window is closed. */
export function LeaveDialog({ isChanged }: { readonly isChanged: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      verb="Leave"
      otherwise="Stay"
      onConfirm={() => proceed()}
      onClose={() => reset()}
    >
      What you have changed here is not saved yet.
    </ConfirmDialog>
  );
}
