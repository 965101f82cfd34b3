import { Group } from '@mantine/core';
import { IconFolders } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Registry } from '../../api/generated/index.ts';
import { useRepositories } from '../../api/images.ts';
import { useRegistries } from '../../api/registries.ts';
import { uploadsId } from '../../api/uploads.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { useSearchUpdate } from '../../components/filters/use-search-update.ts';
import { describeRun, isUnderWay } from '../../components/format/run-words.ts';
import { ButtonLink, TextLink } from '../../components/page/links.tsx';
import { Page } from '../../components/page/page.tsx';
import { RunError } from '../../components/run/run-error.tsx';
import { ListTable } from '../../components/table/list-table.tsx';
import { ArchivesScreen } from './archives-screen.tsx';
import { ArtifactsNote } from './artifacts-note.tsx';
import { LimitNote } from './limit-note.tsx';
import { ListFilters } from './list-filters.tsx';
import { isNarrowed, type ListSearch, sortChange, toFilters } from './list-search.ts';
import { repositoryColumns } from './repository-columns.tsx';
import { ScanRegistryButton } from './scan-registry-button.tsx';

const route = getRouteApi('/signed-in/registry/$registryId');

/** What a registry holds, or the place of uploaded archives. */
export function RepositoriesScreen() {
  const { registryId } = route.useParams();
  return registryId === uploadsId ? <ArchivesScreen /> : <RepositoriesOf registryId={registryId} />;
}

/** The repositories of a registry, each with the posture of its worst image. */
function RepositoriesOf({ registryId }: { readonly registryId: string }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { update } = useSearchUpdate<ListSearch>();
  const registry = useRegistries().data?.items.find(({ id }) => id === registryId);
  const by = search.sort;
  const isNarrow = isNarrowed(search);
  const repositories = useRepositories({
    ...toFilters(search),
    registryId,
    sort: by === 'name' ? 'name' : undefined,
    reverse: search.reverse,
  });
  const columns = useMemo(() => repositoryColumns(), []);
  const lastRun = registry?.lastRun;
  return (
    <Page
      title={registry?.name ?? 'Registry'}
      crumbs={[
        <TextLink key="all" to="/registry" size="sm">
          Registries
        </TextLink>,
      ]}
      note={
        registry && (
          <>
            {registry.path}
            {lastRun !== undefined && (
              <>
                {' · '}
                <TextLink
                  to="/registry/$registryId/runs"
                  params={{ registryId }}
                  search={{ run: lastRun.id }}
                  inherit
                  underline="always"
                >
                  {describeRun(lastRun)}
                </TextLink>
              </>
            )}
          </>
        )
      }
      actions={
        registry && (
          <>
            <ButtonLink to="/registry-credentials/$registryId" params={{ registryId }} size="xs" variant="default">
              Settings
            </ButtonLink>
            <ButtonLink to="/registry/$registryId/runs" params={{ registryId }} size="xs" variant="default">
              Runs
            </ButtonLink>
            <ScanRegistryButton registryId={registryId} registryName={registry.name} isUnderWay={isUnderWay(lastRun)} />
          </>
        )
      }
    >
      {lastRun !== undefined && <RunError run={lastRun} />}
      {registry && <LimitNote registry={registry} />}
      {registry && <ArtifactsNote registryId={registryId} artifacts={registry.artifacts} />}
      {(registry === undefined || registry.images > 0 || isNarrow) && (
        <ListFilters search={search} label="Search repositories, tags" />
      )}
      <ListTable
        label="repositories"
        list={repositories}
        columns={columns}
        rowId={(row) => row.repository}
        sort={by ?? 'worst'}
        isReversed={search.reverse === true}
        onSort={(order) => update(sortChange(search, order))}
        onOpen={({ repository }) =>
          void navigate({ to: '/registry/$registryId/repository/$', params: { registryId, _splat: repository } })
        }
        empty={<NoRepositories registry={registry} isNarrow={isNarrow} />}
      />
    </Page>
  );
}

interface NoRepositoriesProps {
  readonly registry: Registry | undefined;
  readonly isNarrow: boolean;
}

function NoRepositories({ registry, isNarrow }: NoRepositoriesProps) {
  const icon = <IconFolders size={40} stroke={1.3} />;
  if (isNarrow) {
    return (
      <EmptyState icon={icon} title="No repository matches">
        Search for another part of the name, or clear a filter.
      </EmptyState>
    );
  }
  if (isUnderWay(registry?.lastRun)) {
    return (
      <EmptyState
        icon={icon}
        title="The first images are being scanned"
        action={
          <ButtonLink to="/queue" mt="xs" variant="default">
            See the queue
          </ButtonLink>
        }
      >
        Repositories appear here as their first image is done.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title="Nothing scanned in this registry yet"
      action={registry && <FirstSteps registry={registry} />}
    >
      A scan lists the repositories and reads the newest tags of each; what is read once is never read again. Which
      tags, and when it is scanned by itself, is set in its settings, where a dry run says what there is to read.
    </EmptyState>
  );
}

function FirstSteps({ registry }: { readonly registry: Registry }) {
  return (
    <Group gap="xs" mt="xs">
      <ScanRegistryButton
        registryId={registry.id}
        registryName={registry.name}
        isUnderWay={isUnderWay(registry.lastRun)}
        size="main"
      />
      <ButtonLink
        to="/registry-credentials/$registryId"
        params={{ registryId: registry.id }}
        size="xs"
        variant="default"
      >
        Set what is scanned
      </ButtonLink>
    </Group>
  );
}
