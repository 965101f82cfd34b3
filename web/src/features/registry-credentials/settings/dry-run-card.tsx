import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunDetails } from '../../../api/generated/index.ts';
import { useCancelRun, useRun, useTryFilters } from '../../../api/runs.ts';
import { describeError } from '../../../components/feedback/describe-error.ts';
import { plural } from '../../../components/format/plural.ts';
import { isUnderWay } from '../../../components/format/run-words.ts';
import { Card } from '../../../components/page/card.tsx';
import layout from '../../../components/page/form-layout.module.css';
import { causeWords } from '../../../components/run/cause-words.ts';
import { RunSummaryView } from '../../../components/run/run-summary.tsx';
import { RunTags, type TagSearch } from '../../../components/run/run-tags.tsx';
import { findScanMistakes, type ScanDraft, toFilters } from '../scan-draft.ts';

interface DryRunCardProps {
  readonly registryId: string;
  readonly scan: ScanDraft;
}

/** Says what filters would have scanned, before they are saved and without pulling anything. */
export function DryRunCard({ registryId, scan }: DryRunCardProps) {
  const start = useTryFilters(registryId);
  const cancel = useCancelRun();
  const runId = start.data?.id;
  const run = useRun(runId).data;
  const isOpen = start.data !== undefined && (run === undefined || isUnderWay(run));
  const hasMistakes = Object.keys(findScanMistakes(scan)).length > 0;
  return (
    <Card
      title="Dry run"
      note={
        <Group gap="xs">
          {isOpen && runId !== undefined && (
            <Button size="xs" variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate(runId)}>
              Stop
            </Button>
          )}
          <Button
            size="xs"
            variant="light"
            leftSection={<IconTestPipe size={15} aria-hidden />}
            loading={start.isPending}
            disabled={hasMistakes}
            onClick={() =>
              start.mutate({
                filters: toFilters(scan),
                platforms: scan.platforms,
                allPlatforms: scan.allPlatforms,
                before: isOpen ? runId : undefined,
              })
            }
          >
            Try these filters
          </Button>
        </Group>
      }
    >
      <div className={layout.stack} aria-live="polite">
        {start.error !== null && (
          <Alert color="red" variant="light" role="alert" title="The filters were not tried">
            {describeError(start.error).message}
          </Alert>
        )}
        {start.data === undefined ? (
          <Text size="sm" c="dimmed">
            Lists the registry as it is saved and says what the filters above keep and drop, of which platforms, and how
            much there is to read. Nothing is pulled or changed.
          </Text>
        ) : (
          <Outcome key={runId} run={run} isOpen={isOpen} />
        )}
      </div>
    </Card>
  );
}

function Outcome({ run, isOpen }: { readonly run: RunDetails | undefined; readonly isOpen: boolean }) {
  const [search, setSearch] = useState<TagSearch>({});
  const [isListed, setListed] = useState(false);
  if (run === undefined || isOpen) {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">
          Lists the registry: {plural(run?.repositories ?? 0, 'repository', 'repositories')} and{' '}
          {plural(run?.counts.found ?? 0, 'tag')} so far
        </Text>
      </Group>
    );
  }
  return (
    <>
      {run.error !== undefined && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertTriangle aria-hidden />}
          title="The registry could not be listed"
        >
          {run.error}
        </Alert>
      )}
      {run.state === 'cancelled' && <Text size="sm">Stopped.</Text>}
      {run.summary !== undefined && (
        <RunSummaryView
          summary={run.summary}
          onShow={(outcome) => {
            setSearch({ outcome });
            setListed(true);
          }}
        />
      )}
      {run.failures.map(({ outcome, scans }) => (
        <Text key={outcome} size="sm" c="var(--mantine-color-error)">
          {plural(scans, 'repository', 'repositories')} could not be listed: {causeWords(outcome).label.toLowerCase()}.
        </Text>
      ))}
      {run.counts.found > 0 && (
        <Button size="xs" variant="default" className={layout.start ?? ''} onClick={() => setListed(!isListed)}>
          {isListed ? 'Hide the tags' : `Show every tag (${run.counts.found.toLocaleString('en')})`}
        </Button>
      )}
      {isListed && <RunTags runId={run.id} search={search} onChange={setSearch} />}
    </>
  );
}
