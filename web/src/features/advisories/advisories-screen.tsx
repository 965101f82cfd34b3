import { Button, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AdvisoryStatus } from '../../api/generated/index.ts';
import { useStatus, useUpdateAdvisories } from '../../api/status.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { Card } from '../../components/page/card.tsx';
import { Page } from '../../components/page/page.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { Advice } from './advice.tsx';
import styles from './advisories.module.css';
import { SeverityOrderCard } from './severity-order-card.tsx';
import { SourcesTable } from './sources-table.tsx';
import { describeUpdate } from './update-words.ts';

/** The advisory database: how old it is, what is in it, and how to renew it. */
export function AdvisoriesScreen() {
  const status = useStatus();
  const update = useUpdateAdvisories();
  const start = () =>
    update.mutate(undefined, {
      onError: (error) =>
        notify({ color: 'red', title: 'No update was started', message: describeError(error).message }),
    });
  if (status.error !== null && status.data === undefined) {
    return (
      <ErrorPanel title="The status could not be loaded" error={status.error} onRetry={() => void status.refetch()} />
    );
  }
  const advisories = status.data?.advisories;
  return (
    <Page
      title="Advisories"
      note="What packages are looked up in"
      actions={
        <Button
          size="xs"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={update.isPending}
          disabled={advisories?.state === 'updating'}
          onClick={start}
        >
          {advisories?.state === 'updating' ? 'Being updated' : 'Update now'}
        </Button>
      }
    >
      {advisories === undefined ? (
        <TableSkeleton label="Loading the status" />
      ) : (
        <Stack gap="sm">
          <Advice advisories={advisories} />
          <UpdateProgress advisories={advisories} />
          <Database advisories={advisories} version={status.data?.version ?? ''} />
          <SeverityOrderCard />
          <SourcesTable sources={advisories.sources} />
        </Stack>
      )}
    </Page>
  );
}

function UpdateProgress({ advisories: { progress } }: { readonly advisories: AdvisoryStatus }) {
  if (progress === undefined) return null;
  const { done, total } = progress;
  const isCounted = done !== undefined && total !== undefined && total > 0;
  return (
    <Paper p="sm" bg="var(--plimsoll-surface)" bd="1px solid var(--plimsoll-line)" role="status">
      <Text size="sm" mb={6}>
        {describeUpdate(progress)}
      </Text>
      <Progress
        value={isCounted ? (100 * done) / total : 100}
        animated={!isCounted}
        aria-label="Progress of the update"
      />
    </Paper>
  );
}

function Database({ advisories, version }: { readonly advisories: AdvisoryStatus; readonly version: string }) {
  const { builtAt, revision, sample, sources } = advisories;
  const records = sources.reduce((sum, source) => sum + source.records, 0);
  return (
    <Card title="Database">
      <dl className={styles.figures}>
        <Figure name="Built">{builtAt === undefined ? 'Not yet' : <TimeAgo time={builtAt} />}</Figure>
        <Figure name="Records">{records.toLocaleString('en')}</Figure>
        <Figure name="Revision">{revision ?? '—'}</Figure>
        <Figure name="Kind">{builtAt === undefined ? '—' : sample ? 'Sample data' : 'Published advisories'}</Figure>
        <Figure name="Plimsoll">{version}</Figure>
      </dl>
    </Card>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
