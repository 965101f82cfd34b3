import { MultiSelect, TagsInput } from '@mantine/core';
import { useRegistries } from '../../api/registries.ts';
import styles from './policies.module.css';
import type { PolicyDraftForm } from './use-policy-draft.ts';

/** Which images a policy is about: of which registries, in which repositories, and but which. */
export function ScopeFields({ form: { draft, mistakes, change } }: { readonly form: PolicyDraftForm }) {
  const registries = useRegistries().data?.items ?? [];
  return (
    <div className={styles.stack}>
      <MultiSelect
        label="Registries"
        description="None chosen: all of them, also those that are added later."
        placeholder={draft.registryIds.length === 0 ? 'All registries' : ''}
        data={registries.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...draft.registryIds]}
        error={mistakes.registryIds}
        onChange={(registryIds) => change({ registryIds })}
      />
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
