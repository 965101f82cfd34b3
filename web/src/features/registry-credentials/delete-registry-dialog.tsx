import type { Registry } from '../../api/generated/index.ts';
import { useDeleteRegistry } from '../../api/registries.ts';
import { RemoveDialog } from '../../components/feedback/remove-dialog.tsx';
import { plural } from '../../components/format/plural.ts';

interface DeleteRegistryDialogProps {
  readonly registry: Registry;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before a registry is removed with all that is known of it. */
export function DeleteRegistryDialog({ registry, onClose, onDeleted }: DeleteRegistryDialogProps) {
  const remove = useDeleteRegistry();
  return (
    <RemoveDialog
      title={`Delete ${registry.name}?`}
      verb="Delete"
      failure="It was not deleted"
      action={remove}
      subject={registry.id}
      done={{ title: `${registry.name} is deleted`, message: 'The registry itself was not touched.' }}
      onClose={onClose}
      onDone={onDeleted}
    >
      Removed from Plimsoll are its settings with {registry.hasCredential ? 'the credential, ' : ''}filters, schedule
      and hook; its runs; and the results of {plural(registry.images, 'image')} in{' '}
      {plural(registry.repositoryCount, 'repository', 'repositories')}. Scans of it that wait or run are cancelled. The
      registry and its images stay as they are.
    </RemoveDialog>
  );
}
