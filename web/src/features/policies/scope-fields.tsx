import { Alert, MultiSelect, TagsInput } from '@mantine/core';
import { useRegistries } from '../../api/registries.ts';
import layout from '../../components/page/form-layout.module.css';
import { deletedRegistries, registryChoices } from './scope-words.ts';
import type { PolicyDraftForm } from './use-policy-draft.ts';

/** Which images a policy is about: of which registries, in which repositories, and but which. */
export function ScopeFields({ form: { draft, mistakes, change } }: { readonly form: PolicyDraftForm }) {
  const registries = useRegistries().data?.items;
  const deleted = registries === undefined ? [] : deletedRegistries(draft.registryIds, registries);
  return (
    <div className={layout.stack}>
      <MultiSelect
        label="Registries"
        description="None chosen: all of them, also those that are added later."
        placeholder={draft.registryIds.length === 0 ? 'All registries' : ''}
        // Before registries are known, what is chosen has no name.
        data={registries === undefined ? [] : [...registryChoices(draft.registryIds, registries)]}
        disabled={registries === undefined}
        value={[...draft.registryIds]}
        error={mistakes.registryIds}
        onChange={(registryIds) => change({ registryIds })}
      />
      {deleted.length > 0 && <DeletedNote isAll={deleted.length === draft.registryIds.length} />}
      <TagsInput
        label="Repositories"
        description="Without the host; * stands for any text: payments/*. None: all of them."
        placeholder={draft.repositories.length === 0 ? 'All repositories' : ''}
        maxLength={300}
        acceptValueOnBlur
        value={[...draft.repositories]}
        error={mistakes.repositories}
        onChange={(repositories) => change({ repositories })}
      />
      <TagsInput
        label="Except repositories"
        description="What one of these fits is left out: payments/test-*."
        maxLength={300}
        acceptValueOnBlur
        value={[...draft.except]}
        error={mistakes.except}
        onChange={(except) => change({ except })}
      />
    </div>
  );
}

function DeletedNote({ isAll }: { readonly isAll: boolean }) {
  return (
    <Alert color="yellow" variant="light" title="A registry was deleted">
      {isAll
        ? 'The policy is about no image any more. Choose the registries that it should be about; with none, it is about all of them.'
        : 'The policy still names it, which does no harm: take it out of the list when you like.'}
    </Alert>
  );
}
