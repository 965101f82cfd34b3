import { Group, Select, Text } from '@mantine/core';
import { IconBolt, IconListCheck } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useScanEvents } from '../../api/scan-events.ts';
import { useScans } from '../../api/scans.ts';
import { useStatus } from '../../api/status.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { Page } from '../../components/page/page.tsx';
import { stateLabels } from '../../components/scan/scan-words.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { queueColumns } from './queue-columns.tsx';
import { type QueueSearch, scanStates } from './search.ts';

const route = getRouteApi('/signed-in/queue');
const states = scanStates.map((state) => ({ value: state, label: stateLabels[state] }));

/** Every scan, newest first, live: how far it is, why it failed, and where its result is. */
export function QueueScreen() {
  const { state, q } = route.useSearch();
  const navigate = useNavigate();
  const { isLive } = useScanEvents();
  const scans = useScans({ state, q });
  const queue = useStatus().data?.queue;
  const { update, clear } = useSearchUpdate<QueueSearch>();
  const isNarrowed = state !== undefined || q !== undefined;
  return (
    <Page
      title="Queue"
      note={queue && `${queue.running} running, ${queue.queued} waiting, ${queue.failed} failed in the last 24 hours`}
      actions={<Live isLive={isLive} />}
    >
      <FilterBar label="Filter scans" isSet={isNarrowed} onClear={clear}>
        <SearchBox label="Search references" value={q ?? ''} onChange={(text) => update({ q: text })} />
        <Select
          size="xs"
          w={140}
          clearable
          aria-label="State"
          placeholder="Any state"
          data={states}
          value={state ?? null}
          onChange={(value) => update({ state: scanStates.find((one) => one === value) })}
        />
      </FilterBar>
      <ListTable
        label="scans"
        list={scans}
        columns={queueColumns}
        rowId={(row) => row.id}
        rowHeight={50}
        onOpen={({ imageId }) => {
          if (imageId !== undefined) void navigate({ to: '/images/$imageId', params: { imageId } });
        }}
        empty={
          <EmptyState
            icon={<IconListCheck size={40} stroke={1.3} />}
            title={isNarrowed ? 'No scan matches' : 'Nothing to scan'}
          >
            {isNarrowed
              ? 'Clear a filter to see the other scans.'
              : 'Choose "Scan Now" for a single image, or "Scan now" beside a registry: scans appear here at once.'}
          </EmptyState>
        }
      />
    </Page>
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
