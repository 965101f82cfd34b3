import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { VexDocument } from '../../api/generated/index.ts';
import { type SimpleHead, SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

interface DocumentsTableProps {
  readonly documents: readonly VexDocument[];
  /** Absent for who may not. */
  readonly onRemove: ((document: VexDocument) => void) | undefined;
}

/** The documents, what they come to, and who handed them in. */
export function DocumentsTable({ documents, onRemove }: DocumentsTableProps) {
  const heads: readonly SimpleHead[] = [
    { name: 'Document' },
    { name: 'Format', kind: 'short', narrow: 'below' },
    { name: 'Statements', kind: 'number' },
    { name: 'Findings suppressed', kind: 'number' },
    { name: 'Handed in', kind: 'short' },
    { name: 'By', kind: 'short' },
  ];
  return (
    <SimpleTable
      heads={onRemove === undefined ? heads : [...heads, { name: 'Remove', kind: 'short', narrow: 'end' }]}
      rows={documents.map((one) => [
        one.name,
        <Text key="name" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {one.name}
        </Text>,
        one.format,
        one.statements.toLocaleString('en'),
        one.suppressed.toLocaleString('en'),
        <TimeAgo key="time" time={one.uploadedAt} />,
        one.uploadedBy,
        ...(onRemove === undefined
          ? []
          : [
              <Tooltip key="remove" label={`Remove ${one.name}`}>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  color="gray"
                  aria-label={`Remove ${one.name}`}
                  onClick={() => onRemove(one)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>,
            ]),
      ])}
    />
  );
}
