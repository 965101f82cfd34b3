import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { usePolicies, usePolicyConditions } from '../../api/policies.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { Card } from '../../components/page/card.tsx';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { Evaluation } from './evaluation.tsx';
import { OutcomeCounts } from './outcome-counts.tsx';
import { draftOf } from './policy-draft.ts';
import { PolicyForm } from './policy-form.tsx';

const route = getRouteApi('/signed-in/policies/$policyId');

/** The form of a policy that there is. */
export function EditPolicyScreen() {
  const { policyId } = route.useParams();
  const policies = usePolicies();
  const policy = policies.data?.items.find(({ id }) => id === policyId);
  return (
    <Page
      title={policy?.name ?? 'Policy'}
      crumbs={[
        <TextLink key="all" to="/policies" size="sm">
          Policies
        </TextLink>,
      ]}
    >
      <Content key={policyId} policyId={policyId} policies={policies} />
    </Page>
  );
}

interface ContentProps {
  readonly policyId: string;
  readonly policies: ReturnType<typeof usePolicies>;
}

function Content({ policyId, policies }: ContentProps) {
  const navigate = useNavigate();
  const kinds = usePolicyConditions();
  const policy = policies.data?.items.find(({ id }) => id === policyId);
  if (policy !== undefined && kinds.data !== undefined) {
    return (
      <>
        {policy.enabled && (
          <Card title="What it comes to, as it is saved">
            <OutcomeCounts policy={policy} />
            <Evaluation evaluation={policy.evaluation} />
          </Card>
        )}
        <PolicyForm
          kinds={kinds.data.items}
          initial={draftOf(policy)}
          policyId={policyId}
          onSaved={({ name }) => {
            notify({ color: 'tide', title: `${name} is saved`, message: 'What has changed is evaluated now.' });
            void navigate({ to: '/policies', ignoreBlocker: true });
          }}
        />
      </>
    );
  }
  const error = policies.error ?? kinds.error;
  if (error !== null) {
    const retry = () => {
      void policies.refetch();
      void kinds.refetch();
    };
    return <ErrorPanel title="The policy could not be loaded" error={error} onRetry={retry} />;
  }
  if (policies.data === undefined || kinds.data === undefined) return <TableSkeleton label="Loading the policy" />;
  return (
    <EmptyState
      title="There is no such policy"
      action={
        <ButtonLink to="/policies" mt="xs">
          All policies
        </ButtonLink>
      }
    >
      It has been deleted, or the address is mistyped.
    </EmptyState>
  );
}
