import { Button, Text, Tooltip } from '@mantine/core';
import type { ApiToken } from '../../api/generated/index.ts';
import type { DataColumn } from '../../components/table/data-column.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { useNow } from '../../components/time/use-now.ts';
import { expiryWords } from './expiry-words.ts';
import { scopeLabel } from './scope-words.ts';

/** The columns of the list of API tokens. */
export function tokenColumns(onRevoke: (token: ApiToken) => void): readonly DataColumn<ApiToken>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(180px, 1.5fr)',
      narrow: 'first',
      cell: (row) => (
        <Text size="sm" fw={600} truncate title={row.name}>
          {row.name}
        </Text>
      ),
    },
    { id: 'scope', header: 'May', width: 'minmax(130px, 1fr)', narrow: 'below', cell: (row) => scopeLabel(row.scope) },
    { id: 'used', header: 'Last used', width: '130px', narrow: 'named', cell: (row) => <LastUsed token={row} /> },
    { id: 'made', header: 'Made', width: '130px', cell: (row) => <TimeAgo time={row.createdAt} /> },
    { id: 'expires', header: 'Expires', width: '140px', narrow: 'named', cell: (row) => <Expiry token={row} /> },
    {
      id: 'actions',
      header: 'Actions',
      width: '110px',
      narrow: 'end',
      cell: (row) => (
        <Button size="compact-xs" variant="default" aria-label={`Revoke ${row.name}`} onClick={() => onRevoke(row)}>
          Revoke
        </Button>
      ),
    },
  ];
}

function LastUsed({ token }: { readonly token: ApiToken }) {
  if (token.lastUsedAt !== undefined) return <TimeAgo time={token.lastUsedAt} />;
  return (
    <Text span c="dimmed" size="sm">
      never
    </Text>
  );
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const weights = { fine: 400, soon: 600, over: 600 } as const;

function Expiry({ token }: { readonly token: ApiToken }) {
  const { text, state } = expiryWords(token.expiresAt, useNow());
  return (
    <Tooltip label={exact.format(new Date(token.expiresAt))}>
      <Text span size="sm" fw={weights[state]} c={state === 'over' ? 'var(--mantine-color-error)' : 'inherit'}>
        {text}
      </Text>
    </Tooltip>
  );
}
