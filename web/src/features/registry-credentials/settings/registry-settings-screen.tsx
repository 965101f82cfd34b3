import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRegistries, useRegistryTypes } from '../../../api/registries.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorPanel } from '../../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../../components/feedback/table-skeleton.tsx';
import { ButtonLink, TextLink } from '../../../components/page/links.tsx';
import { Page } from '../../../components/page/page.tsx';
import { DeleteRegistryDialog } from '../delete-registry-dialog.tsx';
import { SettingsForm } from './settings-form.tsx';

const route = getRouteApi('/signed-in/registry-credentials/$registryId');

/** The settings of one registry. */
export function RegistrySettingsScreen() {
  const { registryId } = route.useParams();
  const navigate = useNavigate();
  const registries = useRegistries();
  const [isDoomed, setDoomed] = useState(false);
  const registry = registries.data?.items.find(({ id }) => id === registryId);
  return (
    <Page
      title={registry?.name ?? 'Registry'}
      note={registry?.path}
      crumbs={[
        <TextLink key="all" to="/registry-credentials" size="sm">
          Registry credentials
        </TextLink>,
      ]}
      actions={
        registry && (
          <>
            <ButtonLink to="/registry/$registryId" params={{ registryId }} size="xs" variant="default">
              Images
            </ButtonLink>
            <ButtonLink to="/registry/$registryId/runs" params={{ registryId }} size="xs" variant="default">
              Runs
            </ButtonLink>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setDoomed(true)}
            >
              Delete
            </Button>
          </>
        )
      }
    >
      <Settings registryId={registryId} registries={registries} />
      {isDoomed && registry !== undefined && (
        <DeleteRegistryDialog
          registry={registry}
          onClose={() => setDoomed(false)}
          onDeleted={() => void navigate({ to: '/registry-credentials' })}
        />
      )}
    </Page>
  );
}

interface SettingsProps {
  readonly registryId: string;
  readonly registries: ReturnType<typeof useRegistries>;
}

function Settings({ registryId, registries }: SettingsProps) {
  const types = useRegistryTypes();
  const error = registries.error ?? types.error;
  const registry = registries.data?.items.find(({ id }) => id === registryId);
  if (registry !== undefined && types.data !== undefined)
    return <SettingsForm key={registry.id} types={types.data.items} registry={registry} />;
  if (error !== null) {
    const retry = () => {
      void registries.refetch();
      void types.refetch();
    };
    return <ErrorPanel title="The settings could not be loaded" error={error} onRetry={retry} />;
  }
  if (registries.data === undefined || types.data === undefined) return <TableSkeleton label="Loading the settings" />;
  return (
    <EmptyState
      title="There is no such registry"
      action={
        <ButtonLink to="/registry-credentials" mt="xs">
          All registries
        </ButtonLink>
      }
    >
      It has been deleted, or the address is mistyped.
    </EmptyState>
  );
}
