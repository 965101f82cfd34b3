import type { Policy } from '../../api/generated/index.ts';
import { useDeletePolicy } from '../../api/policies.ts';
import { RemoveDialog } from '../../components/feedback/remove-dialog.tsx';
import { plural } from '../../components/format/plural.ts';

interface DeletePolicyDialogProps {
  readonly policy: Policy;
  readonly onClose: () => void;
}

/** Asks before a policy is removed, since images that it fails do not fail then. */
export function DeletePolicyDialog({ policy: { id, name, images }, onClose }: DeletePolicyDialogProps) {
  const remove = useDeletePolicy();
  const violating = images.fail + images.warn;
  return (
    <RemoveDialog
      title={`Delete ${name}?`}
      verb="Delete"
      failure="It was not deleted"
      action={remove}
      subject={id}
      done={{ title: `${name} is deleted`, message: 'No image is measured by it any more.' }}
      onClose={onClose}
    >
      {violating === 0
        ? 'No image violates it now.'
        : `${plural(violating, 'image')} that violate it are not marked for that any more, and pipelines do not stop at them.`}{' '}
      To keep it for later, turn it off instead.
    </RemoveDialog>
  );
}
