import { Group, Text } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ImageVerdicts } from '../../../api/generated/index.ts';
import { useImage } from '../../../api/images.ts';
import { useImageVerdicts } from '../../../api/policies.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../../components/feedback/table-skeleton.tsx';
import { ToggleChip } from '../../../components/filters/toggle-chip.tsx';
import { useSearchUpdate } from '../../../components/filters/use-search-update.ts';
import { ButtonLink } from '../../../components/page/links.tsx';
import { OutcomeBadge } from '../../../components/policy/outcome-badge.tsx';
import { shownOutcome } from '../../../components/policy/outcome-words.ts';
import { VulnerabilityDrawer } from '../vulnerability-drawer.tsx';
import styles from './policies.module.css';
import type { PoliciesSearch } from './policies-search.ts';
import { isKept, openAtFirst } from './shown-rules.ts';
import { VerdictCard } from './verdict-card.tsx';
import { verdictWords } from './verdict-words.ts';

const route = getRouteApi('/signed-in/images/$imageId/policies');

/** What the policies say of an image, and for each violated rule what violates it. */
export function PoliciesTab() {
  const { imageId } = route.useParams();
  const search = route.useSearch();
  const { update } = useSearchUpdate<PoliciesSearch>();
  const { data, error, refetch } = useImageVerdicts(imageId);
  if (data === undefined) {
    if (error === null) return <TableSkeleton label="Loading what the policies say" />;
    return <ErrorPanel title="The policies could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (data.policies.length === 0) return <NoPolicies />;
  return (
    <>
      <Verdicts
        imageId={imageId}
        verdicts={data}
        showsPassed={search.passed === true}
        onShowPassed={(isOn) => update({ passed: isOn ? true : undefined })}
        onOpen={(vulnerabilityId) => update({ vulnerability: vulnerabilityId }, 'push')}
      />
      <VulnerabilityDrawer
        imageId={imageId}
        vulnerabilityId={search.vulnerability}
        onClose={() => update({ vulnerability: undefined })}
      />
    </>
  );
}

interface VerdictsProps {
  readonly imageId: string;
  readonly verdicts: ImageVerdicts;
  readonly showsPassed: boolean;
  readonly onShowPassed: (isOn: boolean) => void;
  readonly onOpen: (vulnerabilityId: string) => void;
}

function Verdicts({ imageId, verdicts, showsPassed, onShowPassed, onOpen }: VerdictsProps) {
  const coverage = useImage(imageId).data?.coverage ?? 'complete';
  const shown = showsPassed ? verdicts.policies : verdicts.policies.filter((policy) => !isKept(policy));
  const open = openAtFirst(shown);
  return (
    <>
      <Group gap="md">
        <OutcomeBadge outcome={shownOutcome(verdicts.outcome, coverage)} />
        <Text size="sm">{verdictWords(verdicts)}</Text>
        <ToggleChip isOn={showsPassed} onChange={onShowPassed} hint="Policies and rules that this image keeps, too">
          Show passed
        </ToggleChip>
      </Group>
      {shown.length === 0 && (
        <EmptyState icon={<IconGavel size={40} stroke={1.3} />} title="Every policy is kept">
          “Show passed” lists the policies that are about this image, with their rules.
        </EmptyState>
      )}
      <ul className={styles.list}>
        {shown.map((policy) => (
          <li key={policy.policyId}>
            <VerdictCard
              imageId={imageId}
              policy={policy}
              coverage={coverage}
              showsPassed={showsPassed}
              openAtFirst={open}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function NoPolicies() {
  return (
    <EmptyState
      icon={<IconGavel size={40} stroke={1.3} />}
      title="No policy is about this image"
      action={
        <ButtonLink to="/policies" mt="xs" variant="default">
          To the policies
        </ButtonLink>
      }
    >
      A policy says what images must keep, such as that nothing critical is left for which there is a fix. Those that
      have this image in their scope are listed here, with what violates them.
    </EmptyState>
  );
}
