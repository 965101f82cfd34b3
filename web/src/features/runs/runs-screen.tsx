import { Drawer, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Run } from '../../api/generated/index.ts';
import { listingOf } from '../../api/listing-of.ts';
import { useRegistries } from '../../api/registries.ts';
import { useRuns } from '../../api/runs.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { describeRun } from '../../components/format/run-words.ts';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { ListTable } from '../../components/table/list-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { RunActions } from './run-actions.tsx';
import { RunDetail } from './run-detail.tsx';
import type { RunsSearch } from './runs-search.ts';

const route = getRouteApi('/signed-in/registry/$registryId/runs');

const countWidths = { found: '70px', artifacts: '88px', scanned: '82px', unchanged: '100px', failed: '68px' } as const;

const count = (id: keyof typeof countWidths, header: string, hint: string): DataColumn<Run> => ({
  id,
  header,
  hint,
  width: countWidths[id],
  align: 'end',
  cell: ({ counts }) =>
    id === 'failed' && counts.failed > 0 ? (
      <Text span size="sm" fw={600} c="var(--mantine-color-error)">
        {counts.failed.toLocaleString('en')}
      </Text>
    ) : (
      counts[id].toLocaleString('en')
    ),
});

const columns: readonly DataColumn<Run>[] = [
  {
    id: 'asked',
    header: 'Asked for',
    width: '134px',
    narrow: 'below',
    cell: ({ createdAt }) => <TimeAgo time={createdAt} />,
  },
  {
    id: 'state',
    header: 'How it went',
    width: 'minmax(150px, 2fr)',
    narrow: 'first',
    cell: (run) => {
      const words = run.error === undefined ? describeRun(run) : `${describeRun(run)}: ${run.error}`;
      return (
        <Text span inherit {...(run.error !== undefined && { c: 'var(--mantine-color-error)' })} title={words}>
          {words}
        </Text>
      );
    },
  },
  count('found', 'Found', 'Tags that the registry lists'),
  {
    id: 'kept',
    header: 'Kept',
    hint: 'Tags that the filters let pass',
    width: '64px',
    align: 'end',
    cell: ({ counts }) => (counts.found - counts.dropped - counts.artifacts).toLocaleString('en'),
  },
  count('artifacts', 'No image', 'Tags that name charts, signatures and other artifacts'),
  count('scanned', 'Scanned', 'Tags whose image was read'),
  count('unchanged', 'Unchanged', 'Tags whose image was known already'),
  count('failed', 'Failed', 'Tags that could not be scanned, and repositories that could not be listed'),
  {
    id: 'coverage',
    header: 'Coverage',
    hint: 'Images wanted that have a result',
    width: '90px',
    align: 'end',
    narrow: 'named',
    cell: ({ state, coverage }) =>
      state === 'scanning' || state === 'done' || state === 'cancelled' ? `${coverage} %` : '—',
  },
  { id: 'ended', header: 'Ended', width: '124px', from: 1100, cell: ({ finishedAt }) => <TimeAgo time={finishedAt} /> },
  { id: 'actions', header: 'Actions', width: '118px', narrow: 'end', cell: (run) => <RunActions run={run} /> },
];

/** Every time that the registry was scanned: what was found, what became of it, and what failed. */
export function RunsScreen() {
  const { registryId } = route.useParams();
  const search = route.useSearch();
  const { update, clear } = useSearchUpdate<RunsSearch>();
  const registry = useRegistries().data?.items.find(({ id }) => id === registryId);
  const runs = useRuns(registryId);
  return (
    <Page
      title="Runs"
      note="each time that the registry was scanned, newest first"
      actions={
        <ButtonLink to="/registry-credentials/$registryId" params={{ registryId }} size="xs" variant="default">
          Settings
        </ButtonLink>
      }
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
        <TextLink key="registry" to="/registry/$registryId" params={{ registryId }} size="sm">
          {registry?.name ?? 'Registry'}
        </TextLink>,
      ]}
    >
      <ListTable
        label="runs"
        list={listingOf(runs)}
        columns={columns}
        rowId={({ id }) => id}
        onOpen={({ id }) => update({ run: id }, 'push')}
        empty={
          <EmptyState icon={<IconHistory size={40} stroke={1.3} />} title="Not scanned yet">
            Choose "Scan registry now" on the page of the registry: each scan is listed here with what became of it.
          </EmptyState>
        }
      />
      <Drawer
        opened={search.run !== undefined}
        onClose={clear}
        position="right"
        size="min(60rem, 100vw)"
        title="What became of the run"
      >
        {search.run !== undefined && <RunDetail runId={search.run} search={search} onChange={update} />}
      </Drawer>
    </Page>
  );
}
