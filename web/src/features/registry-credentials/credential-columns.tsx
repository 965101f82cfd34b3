import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { TextLink } from '../../components/page/links.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { TestRegistryButton } from './test-registry-button.tsx';

/** The columns of the list of registry credentials. */
export function credentialColumns(
  types: readonly RegistryType[],
  onDelete: (registry: Registry) => void,
): readonly DataColumn<Registry>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(140px, 1.2fr)',
      narrow: 'first',
      cell: (row) => (
        <TextLink
          to="/registry-credentials/$registryId"
          params={{ registryId: row.id }}
          size="sm"
          fw={600}
          tabIndex={-1}
        >
          {row.name}
        </TextLink>
      ),
    },
    {
      id: 'path',
      header: 'Path',
      width: 'minmax(170px, 1.2fr)',
      narrow: 'below',
      cell: (row) => <span className="mono">{row.path}</span>,
    },
    {
      id: 'type',
      header: 'Type',
      width: 'minmax(190px, 0.8fr)',
      cell: (row) => types.find(({ name }) => name === row.type)?.displayName ?? row.type,
    },
    {
      id: 'credential',
      header: 'Signs in as',
      width: 'minmax(120px, 0.8fr)',
      narrow: 'named',
      cell: (row) =>
        row.hasCredential ? (
          (row.username ?? 'with a saved credential')
        ) : (
          <Text span c="dimmed" size="sm">
            anonymous
          </Text>
        ),
    },
    {
      id: 'connection',
      header: 'Connection',
      width: '150px',
      narrow: 'below',
      cell: (row) => <Connection registry={row} />,
    },
    {
      id: 'next',
      header: 'Next scan',
      width: '120px',
      narrow: 'named',
      cell: (row) => (row.nextRunAt === undefined ? 'by hand' : <TimeAgo time={row.nextRunAt} />),
    },
    {
      id: 'push',
      header: 'On push',
      hint: 'Whether the registry may tell of pushes',
      width: '76px',
      from: 1120,
      cell: (row) => (row.hasHook ? 'yes' : 'no'),
    },
    {
      id: 'actions',
      header: 'Actions',
      width: '116px',
      narrow: 'end',
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          <TestRegistryButton registry={row} />
          <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${row.name}`} onClick={() => onDelete(row)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ),
    },
  ];
}

function Connection({ registry }: { readonly registry: Registry }) {
  const [word, color] = registry.plainHttp
    ? (['Plain HTTP', 'orange'] as const)
    : registry.skipTlsVerify
      ? (['TLS not validated', 'orange'] as const)
      : registry.ca !== undefined && registry.ca !== ''
        ? (['TLS, own CA', 'gray'] as const)
        : (['TLS', 'gray'] as const);
  return (
    <Badge variant="outline" color={color}>
      {word}
    </Badge>
  );
}
