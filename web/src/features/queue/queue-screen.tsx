import { Group, Text } from '@mantine/core';
import { IconBolt, IconListCheck } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRegistries } from '../../api/registries.ts';
import { useScanEvents } from '../../api/scan-events.ts';
import { useStatus } from '../../api/status.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { isNarrowedBy } from '../../components/filters/search-value.ts';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { ButtonLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { CancelWaiting } from './cancel-waiting.tsx';
import { FailuresCard } from './failures-card.tsx';
import { Pace } from './pace.tsx';
import { queueColumns } from './queue-columns.tsx';
import { QueueFilters } from './queue-filters.tsx';
import type { QueueSearch } from './search.ts';
import { useQueue } from './use-queue.ts';

const route = getRouteApi('/signed-in/queue');

/** Every scan, live: how far it is, why it failed, and where its result is; how fast it goes, and what failed by cause. */
export function QueueScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { isLive } = useScanEvents();
  const scans = useQueue(search);
  const queue = useStatus().data?.queue;
  const registries = useRegistries().data?.items ?? [];
  const { update, clear } = useSearchUpdate<QueueSearch>();
  return (
    <Page
      title="Queue"
      note={queue && `${queue.running} running, ${queue.queued} waiting, ${queue.failed} failed in the last 24 hours`}
      actions={
        <>
          <Live isLive={isLive} />
          <CancelWaiting waiting={queue?.queued ?? 0} registry={registries.find(({ id }) => id === search.registry)} />
        </>
      }
    >
      {queue !== undefined && <Pace queue={queue} />}
      <FailuresCard
        registryId={search.registry}
        isWhole={search.state === 'failed'}
        onShow={(cause) => update({ state: 'failed', cause }, 'push')}
      />
      <QueueFilters search={search} queue={queue} onChange={update} onClear={clear} />
      <ListTable
        label="scans"
        list={scans}
        columns={queueColumns}
        rowId={(row) => row.id}
        rowHeight={50}
        onOpen={({ imageId }) => {
          if (imageId !== undefined) void navigate({ to: '/images/$imageId', params: { imageId } });
        }}
        empty={<Nothing search={search} />}
      />
    </Page>
  );
}

function Nothing({ search }: { readonly search: QueueSearch }) {
  const registries = useRegistries().data?.items;
  const icon = <IconListCheck size={40} stroke={1.3} />;
  if (search.state === 'failed' && !isNarrowedBy(search, 'state')) {
    return (
      <EmptyState icon={icon} title="Nothing failed">
        Whatever failed before has been made good by a later scan.
      </EmptyState>
    );
  }
  if (isNarrowedBy(search)) {
    return (
      <EmptyState icon={icon} title="No scan matches">
        Clear a filter to see the other scans.
      </EmptyState>
    );
  }
  const hasNone = registries?.length === 0;
  return (
    <EmptyState
      icon={icon}
      title="Nothing to scan"
      action={
        <ButtonLink to={hasNone ? '/registry-credentials' : '/registry'} search={hasNone ? { add: true } : {}} mt="xs">
          {hasNone ? 'Add registry' : 'To the registries'}
        </ButtonLink>
      }
    >
      {hasNone
        ? 'Add a registry first: its images are then scanned when you ask for it, by its schedule, and on push.'
        : 'Choose "Scan Now" for a single image, or "Scan now" beside a registry: scans appear here at once.'}
    </EmptyState>
  );
}

function Live({ isLive }: { readonly isLive: boolean }) {
  return (
    <Group gap={5} c={isLive ? 'var(--plimsoll-good)' : 'dimmed'} role="status">
      <IconBolt size={15} aria-hidden />
      <Text size="sm">{isLive ? 'Live' : 'Connecting…'}</Text>
    </Group>
  );
}
