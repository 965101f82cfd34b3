import { Button, Group } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { useComparison } from '../../api/estate.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { Page } from '../../components/page/page.tsx';
import { ReferenceField } from '../../components/reference/reference-field.tsx';
import type { CompareSearch } from './compare-search.ts';
import { Differences } from './differences.tsx';

const route = getRouteApi('/signed-in/compare');

/** Two images side by side: which findings came, went and stayed, and which packages changed. */
export function CompareScreen() {
  const search = route.useSearch();
  const { update } = useSearchUpdate<CompareSearch>();
  const { from = '', to = '' } = search;
  const comparison = useComparison(from, to);
  return (
    <Page title="Compare" note="two images, by tag or image ID">
      <CompareForm key={`${from} ${to}`} search={search} onCompare={(change) => update(change, 'push')} />
      {from === '' || to === '' ? (
        <EmptyState icon={<IconArrowsDiff size={40} stroke={1.3} />} title="Which two images?">
          Give the older image first, such as <span className="mono">registry.example/team/app:1.0</span>, then the
          newer one. Both must have been scanned.
        </EmptyState>
      ) : comparison.data !== undefined ? (
        <Differences comparison={comparison.data} show={search.show} onShow={(show) => update({ show })} />
      ) : comparison.error === null ? (
        <TableSkeleton label="Comparing" />
      ) : (
        <ErrorPanel
          title="The images could not be compared"
          error={comparison.error}
          onRetry={() => void comparison.refetch()}
        />
      )}
    </Page>
  );
}

interface CompareFormProps {
  readonly search: CompareSearch;
  readonly onCompare: (change: Pick<CompareSearch, 'from' | 'to'>) => void;
}

function CompareForm({ search, onCompare }: CompareFormProps) {
  const [from, setFrom] = useState(search.from ?? '');
  const [to, setTo] = useState(search.to ?? '');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onCompare({ from: from.trim(), to: to.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <ReferenceField size="xs" label="From" flex="1 1 16rem" value={from} onChange={setFrom} />
        <ReferenceField size="xs" label="To" flex="1 1 16rem" value={to} onChange={setTo} />
        <Button size="xs" type="submit">
          Compare
        </Button>
      </Group>
    </form>
  );
}
