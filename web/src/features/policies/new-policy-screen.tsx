import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { usePolicies, usePolicyConditions } from '../../api/policies.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { copyOf, newDraft } from './policy-draft.ts';
import { PolicyForm } from './policy-form.tsx';

const route = getRouteApi('/signed-in/policies/new');

/** The form for a new policy, empty or a copy of another. */
export function NewPolicyScreen() {
  const { from } = route.useSearch();
  const navigate = useNavigate();
  const kinds = usePolicyConditions();
  const policies = usePolicies();
  const original = policies.data?.items.find(({ id }) => id === from);
  const isReady = from === undefined || policies.data !== undefined;
  const error = kinds.error ?? (isReady ? null : policies.error);
  return (
    <Page
      title="New policy"
      crumbs={[
        <TextLink key="all" to="/policies" size="sm">
          Policies
        </TextLink>,
      ]}
    >
      {error !== null && (
        <ErrorPanel title="The form could not be loaded" error={error} onRetry={() => void kinds.refetch()} />
      )}
      {error === null && (kinds.data === undefined || !isReady) && <TableSkeleton label="Loading the form" />}
      {error === null && kinds.data !== undefined && isReady && (
        <PolicyForm
          key={from ?? ''}
          kinds={kinds.data.items}
          initial={original === undefined ? newDraft : copyOf(original)}
          onSaved={({ name }) => {
            notify({ color: 'tide', title: `${name} is added`, message: 'All images are measured by it now.' });
            void navigate({ to: '/policies', ignoreBlocker: true });
          }}
        />
      )}
    </Page>
  );
}
