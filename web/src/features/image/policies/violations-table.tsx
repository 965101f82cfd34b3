import { useMemo } from 'react';
import type { ImageViolation } from '../../../api/generated/index.ts';
import { useImage } from '../../../api/images.ts';
import { useImageViolations } from '../../../api/policies.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import type { DataColumn } from '../../../components/table/data-column.ts';
import { ListTable } from '../../../components/table/list-table.tsx';
import { findingColumns } from '../finding-columns.tsx';
import { packageColumns } from '../package-columns.tsx';
import styles from './policies.module.css';

interface ViolationsTableProps {
  readonly of: Parameters<typeof useImageViolations>[0];
  readonly subject: 'finding' | 'package';
  /** The rule in words. */
  readonly label: string;
  readonly onOpen: (vulnerabilityId: string) => void;
}

/** What violates a rule: findings as the Vulnerabilities tab shows them, or packages as the Content tab does. */
export function ViolationsTable({ of, subject, label, onOpen }: ViolationsTableProps) {
  const violations = useImageViolations(of);
  const lifecycles = useImage(of.imageId).data?.lifecycles;
  const columns = useMemo(
    () =>
      subject === 'finding'
        ? columnsOf(findingColumns, ({ finding }) => finding)
        : columnsOf(packageColumns(of.imageId, lifecycles ?? []), (row) => row.package),
    [subject, of.imageId, lifecycles],
  );
  return (
    <div className={styles.table}>
      <ListTable
        label={`violations of: ${label}`}
        list={violations}
        columns={columns}
        rowId={({ finding, package: held, message }) => finding?.findingId ?? held?.packageId ?? message ?? ''}
        rowHeight={50}
        {...(subject === 'finding' && {
          onOpen: ({ finding }: ImageViolation) => finding !== undefined && onOpen(finding.vulnerabilityId),
        })}
        empty={
          <EmptyState title="Nothing violates it any more">
            It has been mended or accepted meanwhile: load the page again.
          </EmptyState>
        }
      />
    </div>
  );
}

/** The columns of another list, for rows that have what it lists. Violations come worst first, and in no other order. */
function columnsOf<Row>(
  columns: readonly DataColumn<Row>[],
  of: (violation: ImageViolation) => Row | undefined,
): readonly DataColumn<ImageViolation>[] {
  return columns.map(({ sort: _sort, cell, ...column }) => ({
    ...column,
    cell: (violation) => {
      const row = of(violation);
      return row === undefined ? null : cell(row);
    },
  }));
}
