import { Button, Drawer } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { listingOf } from '../../api/listing-of.ts';
import { useRegistries, useRegistryTypes } from '../../api/registries.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { notify } from '../../components/feedback/notify.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { Page } from '../../components/page/page.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { credentialColumns } from './credential-columns.tsx';
import { DeleteRegistryDialog } from './delete-registry-dialog.tsx';
import { RegistryForm } from './registry-form.tsx';

const route = getRouteApi('/signed-in/registry-credentials');

/** The registries that images are pulled from, and how one signs in to them. */
export function RegistryCredentialsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const registries = useRegistries();
  const types = useRegistryTypes();
  const [doomed, setDoomed] = useState<Registry>();
  const columns = useMemo(() => credentialColumns(types.data?.items ?? [], setDoomed), [types.data]);
  const show = (next: typeof search) => void navigate({ to: '/registry-credentials', search: next });
  const close = () => show({});
  return (
    <Page
      title="Registry credentials"
      note="A credential is used for its own path and everything below it, and for nothing else."
      actions={
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => show({ add: true })}>
          Add registry
        </Button>
      }
    >
      <ListTable
        label="registry credentials"
        list={listingOf(registries)}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={({ id }) => void navigate({ to: '/registry-credentials/$registryId', params: { registryId: id } })}
        empty={
          <EmptyState
            icon={<IconKey size={40} stroke={1.3} />}
            title="No registry yet"
            action={
              <Button mt="xs" onClick={() => show({ add: true })}>
                Add registry
              </Button>
            }
          >
            Give the host of your registry, and a credential where it wants one. It is stored encrypted and never shown
            again.
          </EmptyState>
        }
      />
      <Drawer
        opened={search.add === true}
        onClose={close}
        position="right"
        size="min(34rem, 100vw)"
        title="Add registry"
      >
        <FormOf
          types={types}
          path={search.path}
          onCancel={close}
          onDone={(saved) => {
            notify({ color: 'tide', title: `${saved.name} is added`, message: 'It can be scanned now.' });
            void navigate({ to: '/registry/$registryId', params: { registryId: saved.id } });
          }}
        />
      </Drawer>
      {doomed !== undefined && <DeleteRegistryDialog registry={doomed} onClose={() => setDoomed(undefined)} />}
    </Page>
  );
}

interface FormOfProps extends Omit<Parameters<typeof RegistryForm>[0], 'types'> {
  readonly types: ReturnType<typeof useRegistryTypes>;
}

function FormOf({ types, ...form }: FormOfProps) {
  const known: readonly RegistryType[] | undefined = types.data?.items;
  if (known !== undefined) return <RegistryForm types={known} {...form} />;
  if (types.error === null) return <TableSkeleton label="Loading registry types" />;
  return (
    <ErrorPanel
      title="The registry types could not be loaded"
      error={types.error}
      onRetry={() => void types.refetch()}
    />
  );
}
