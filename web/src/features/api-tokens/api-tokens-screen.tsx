import { Button } from '@mantine/core';
import { IconPlus, IconTerminal2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ApiToken } from '../../api/generated/index.ts';
import { listingOf } from '../../api/listing-of.ts';
import { useTokens } from '../../api/tokens.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { Page } from '../../components/page/page.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import { tokenColumns } from './token-columns.tsx';

/** With what programs sign in in one's own name. */
export function ApiTokensScreen() {
  const tokens = useTokens();
  const [isMaking, setIsMaking] = useState(false);
  const [doomed, setDoomed] = useState<ApiToken>();
  const columns = useMemo(() => tokenColumns(setDoomed), []);
  const make = () => setIsMaking(true);
  return (
    <Page
      title="API tokens"
      note="With these, pipelines and the command line sign in in your name."
      actions={
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={make}>
          New token
        </Button>
      }
    >
      <ListTable
        label="API tokens"
        list={listingOf(tokens)}
        columns={columns}
        rowId={(row) => row.id}
        empty={
          <EmptyState
            icon={<IconTerminal2 size={40} stroke={1.3} />}
            title="No token yet"
            action={
              <Button mt="xs" onClick={make}>
                New token
              </Button>
            }
          >
            Make one for each program that asks Plimsoll something, with no more than it needs, so that it can be
            revoked alone.
          </EmptyState>
        }
      />
      {isMaking && <NewTokenDialog onClose={() => setIsMaking(false)} />}
      {doomed !== undefined && <RevokeTokenDialog token={doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  );
}
