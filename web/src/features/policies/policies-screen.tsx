import { IconGavel, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Policy } from '../../api/generated/index.ts';
import { usePolicies } from '../../api/policies.ts';
import { useRegistries } from '../../api/registries.ts';
import { useSession } from '../../api/session.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { ButtonLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { DeletePolicyDialog } from './delete-policy-dialog.tsx';
import styles from './policies.module.css';
import { PolicyCard } from './policy-card.tsx';

/** What images must keep, and how many do. */
export function PoliciesScreen() {
  const { data, error, refetch } = usePolicies();
  const registries = useRegistries().data?.items;
  const isAdministrator = useSession().data?.role === 'administrator';
  const [doomed, setDoomed] = useState<Policy>();
  const add = isAdministrator && (
    <ButtonLink to="/policies/new" size="xs" leftSection={<IconPlus size={15} aria-hidden />}>
      Add policy
    </ButtonLink>
  );
  return (
    <Page title="Policies" note="What images must keep, and how many do" actions={add}>
      {error !== null && data === undefined && (
        <ErrorPanel title="The policies could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {error === null && data === undefined && <TableSkeleton label="Loading the policies" />}
      {data !== undefined && data.items.length === 0 && (
        <EmptyState icon={<IconGavel size={40} stroke={1.3} />} title="No policy yet" action={add}>
          A policy says what must not be in your images, such as a critical vulnerability for which there is a fix.
          Images that violate it are marked everywhere, and pipelines can stop at them. Start from a template, and try
          it before you save it.
        </EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map((policy) => (
            <li key={policy.id} id={`policy-${policy.id}`}>
              <PolicyCard
                policy={policy}
                registries={registries}
                onDelete={isAdministrator ? () => setDoomed(policy) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
      {doomed !== undefined && <DeletePolicyDialog policy={doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  );
}
