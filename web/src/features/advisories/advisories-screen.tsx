import { Alert, Button, Card, Code, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle, IconRefresh } from '@tabler/icons-react';
import type { AdvisoryStatus } from '../../api/generated/index.ts';
import { useStatus, useUpdateAdvisories } from '../../api/status.ts';
import { adviceOn } from '../../components/coverage/advisory-advice.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { Facts } from '../../components/page/facts.tsx';
import { Page } from '../../components/page/page.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { SourcesTable } from './sources-table.tsx';
import { describeUpdate } from './update-words.ts';

/** The advisory database: how old it is, what is in it, and how to renew it. */
export function AdvisoriesScreen() {
  const status = useStatus();
  const update = useUpdateAdvisories();
  const start = () =>
    update.mutate(undefined, {
      onError: (error) =>
        notifications.show({ color: 'red', title: 'No update was started', message: describeError(error).message }),
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
          <SourcesTable sources={advisories.sources} />
        </Stack>
      )}
    </Page>
  );
}

function Advice({ advisories }: { readonly advisories: AdvisoryStatus }) {
  const advice = adviceOn(advisories);
  if (advice === undefined && advisories.error === undefined) return null;
  const isMissing = advice?.kind === 'none';
  return (
    <Alert
      color={advice?.color ?? 'yellow'}
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
      title={advice?.title ?? 'The last update failed.'}
    >
      {advice !== undefined && <Text size="sm">{advice.text}</Text>}
      {advisories.error !== undefined && <Text size="sm">{advisories.error}</Text>}
      {isMissing && (
        <Text size="sm" mt={6}>
          With access to the internet choose "Update now". Without, build a database where there is access and carry the
          one file across: <Code>plimsoll advisories --help</Code> says how.
        </Text>
      )}
    </Alert>
  );
}

function UpdateProgress({ advisories: { progress } }: { readonly advisories: AdvisoryStatus }) {
  if (progress === undefined) return null;
  const { done, total } = progress;
  const isCounted = done !== undefined && total !== undefined && total > 0;
  return (
    <Card withBorder padding="sm" bg="var(--plimsoll-surface)" role="status">
      <Text size="sm" mb={6}>
        {describeUpdate(progress)}
      </Text>
      <Progress
        value={isCounted ? (100 * done) / total : 100}
        animated={!isCounted}
        aria-label="Progress of the update"
      />
    </Card>
  );
}

function Database({ advisories, version }: { readonly advisories: AdvisoryStatus; readonly version: string }) {
  const records = advisories.sources.reduce((sum, source) => sum + source.records, 0);
  return (
    <Card withBorder padding="sm" bg="var(--plimsoll-surface)" component="section" aria-labelledby="database">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="database">
          Database
        </Title>
      </Group>
      <Facts
        facts={[
          ['Built', advisories.builtAt === undefined ? 'Not yet' : <TimeAgo key="built" time={advisories.builtAt} />],
          ['Revision', advisories.revision],
          ['Records', records.toLocaleString('en')],
          ['Sample data', advisories.sample ? 'Yes: for the demonstration only' : undefined],
          ['Plimsoll', version],
        ]}
      />
    </Card>
  );
}
