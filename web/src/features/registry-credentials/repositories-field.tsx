import { Textarea } from '@mantine/core';
import type { RegistryDraftForm } from './use-registry-draft.ts';

/** The repositories of a registry that does not list them. */
export function RepositoriesField({ form: { draft, mistakes, change } }: { readonly form: RegistryDraftForm }) {
  return (
    <Textarea
      label="Repositories"
      description="One a line, below the host; for registries that do not list them. Empty: all that are listed."
      placeholder="team/app"
      autosize
      minRows={2}
      maxRows={6}
      value={draft.repositories}
      spellCheck={false}
      error={mistakes.repositories}
      onChange={(event) => change({ repositories: event.currentTarget.value })}
    />
  );
}
