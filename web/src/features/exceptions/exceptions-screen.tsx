import { Button, Text } from '@mantine/core';
import { IconShieldMinus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useExceptions } from '../../api/exceptions.ts';
import type { Exception } from '../../api/generated/index.ts';
import { useSession } from '../../api/session.ts';
import { WithdrawDialog } from '../../components/exceptions/withdraw-dialog.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { isNarrowedBy } from '../../components/filters/search-value.ts';
import { ToggleChip } from '../../components/filters/toggle-chip.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { Page } from '../../components/page/page.tsx';
import { EditExceptionDialog } from './edit-exception-dialog.tsx';
import { type ExceptionsSearch, exceptionStates } from './exceptions-search.ts';
import { ExceptionsTable } from './exceptions-table.tsx';

const route = getRouteApi('/signed-in/exceptions');
const stateWords = { active: 'Active', ending: 'Ends within 30 days', expired: 'Expired' } as const;

/** Risks that are accepted: by whom, why, and until when. */
export function ExceptionsScreen() {
  const search = route.useSearch();
  const { update, clear } = useSearchUpdate<ExceptionsSearch>();
  const list = useExceptions(search);
  const isAdministrator = useSession().data?.role === 'administrator';
  const [edited, setEdited] = useState<Exception>();
  const [withdrawn, setWithdrawn] = useState<Exception>();
  const isNarrowed = isNarrowedBy(search);
  return (
    <Page title="Exceptions" note="Risks that are accepted: by whom, why, until when">
      <FilterBar label="Filter exceptions" isSet={isNarrowed} onClear={clear}>
        <SearchBox
          label="Search a vulnerability"
          value={search.vulnerability ?? ''}
          onChange={(vulnerability) => update({ vulnerability })}
        />
        {exceptionStates.map((state) => (
          <ToggleChip
            key={state}
            isOn={search.state === state}
            onChange={(isOn) => update({ state: isOn ? state : undefined })}
          >
            {stateWords[state]}
          </ToggleChip>
        ))}
      </FilterBar>
      {list.error !== null && (
        <ErrorPanel title="The exceptions could not be loaded" error={list.error} onRetry={list.retry} />
      )}
      {list.isPending && <TableSkeleton label="Loading the exceptions" />}
      {!list.isPending && list.error === null && list.items.length === 0 && <NoExceptions isNarrowed={isNarrowed} />}
      {list.items.length > 0 && (
        <Card title={plural(list.total ?? list.items.length, 'exception')}>
          <Text size="sm" c="dimmed" maw="80ch" mb="xs">
            Their findings stay listed where “suppressed” is switched on, and are in no total. What has expired counts
            again.
          </Text>
          <ExceptionsTable
            exceptions={list.items}
            onEdit={isAdministrator ? setEdited : undefined}
            onWithdraw={setWithdrawn}
          />
          {(list.total ?? 0) > list.items.length && (
            <Button size="compact-xs" variant="subtle" mt={6} onClick={list.loadMore}>
              Show more
            </Button>
          )}
        </Card>
      )}
      {edited !== undefined && <EditExceptionDialog exception={edited} onClose={() => setEdited(undefined)} />}
      {withdrawn !== undefined && (
        <WithdrawDialog
          exceptionId={withdrawn.id}
          vulnerability={withdrawn.vulnerability}
          onClose={() => setWithdrawn(undefined)}
        />
      )}
    </Page>
  );
}

function NoExceptions({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const title = isNarrowed ? 'No exception is like that' : 'No risk is accepted yet';
  return (
    <EmptyState icon={<IconShieldMinus size={40} stroke={1.3} />} title={title}>
      {isNarrowed
        ? 'Look for any name of a vulnerability, written out, or clear the filters.'
        : 'Some findings are real, and are borne all the same. Open a vulnerability, in an image or over all of them, and choose “Accept risk…”: it stays listed with your reason, and counts no more until the day that you name.'}
    </EmptyState>
  );
}
