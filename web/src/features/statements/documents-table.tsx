import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { VexDocument } from '../../api/generated/index.ts';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import styles from './documents-table.module.css';

interface DocumentsTableProps {
  readonly documents: readonly VexDocument[];
  /** Absent for who may not. */
  readonly onRemove: ((document: VexDocument) => void) | undefined;
}

/** The documents, what they come to, and who handed them in. */
export function DocumentsTable({ documents, onRemove }: DocumentsTableProps) {
  const heads = ['Document', 'Format', 'Statements', 'Findings suppressed', 'Handed in', 'By'];
  return (
    <SimpleTable
      heads={onRemove === undefined ? heads : [...heads, 'Remove']}
      rows={documents.map((one) => [
        one.name,
        <Text key="name" size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {one.name}
        </Text>,
        <span key="format" className={styles.whole}>
          {one.format}
        </span>,
        one.statements.toLocaleString('en'),
        one.suppressed.toLocaleString('en'),
        <TimeAgo key="time" time={one.uploadedAt} />,
        <span key="by" className={styles.whole}>
          {one.uploadedBy}
        </span>,
        ...(onRemove === undefined
          ? []
          : [
              <Tooltip key="remove" label={`Remove ${one.name}`}>
                <ActionIcon
                  variant="subtle"
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
