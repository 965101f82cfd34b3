import { Select } from '@mantine/core';
import type { RunTag } from '../../api/generated/index.ts';
import { useRunTags } from '../../api/runs.ts';
import { nothingToScan } from '../artifact/kind-words.ts';
import { EmptyState } from '../feedback/empty-state.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { SearchBox } from '../filters/search-box.tsx';
import { formatBytes } from '../format/format-bytes.ts';
import type { DataColumn } from '../table/data-column.ts';
import { ListTable } from '../table/list-table.tsx';
import { type Decision, decisions, decisionWords } from './decision-words.ts';
import styles from './run.module.css';

const columns: readonly DataColumn<RunTag>[] = [
  {
    id: 'tag',
    header: 'Tag',
    width: 'minmax(160px, 1.5fr)',
    narrow: 'first',
    cell: ({ repository, tag }) => (tag === undefined ? repository : `${repository}:${tag}`),
  },
  {
    id: 'outcome',
    header: 'Decision',
    width: 'minmax(130px, 0.9fr)',
    narrow: 'below',
    cell: ({ outcome, artifact }) => (artifact === undefined ? decisionWords[outcome] : nothingToScan(artifact)),
  },
  {
    id: 'reason',
    header: 'Why',
    width: 'minmax(120px, 1.2fr)',
    narrow: 'below',
    cell: ({ images = [], reason = images.map(({ platform }) => platform).join(', ') }) => (
      <span title={reason}>{reason}</span>
    ),
  },
  {
    id: 'date',
    header: 'Date',
    hint: 'When it was pushed, or else made',
    width: '104px',
    narrow: 'below',
    cell: ({ date }) => date?.slice(0, 10) ?? '—',
  },
  {
    id: 'size',
    header: 'Size',
    width: '86px',
    narrow: 'below',
    align: 'end',
    cell: ({ size }) => (size === undefined ? '—' : formatBytes(size)),
  },
];

/** What a list of tags is narrowed by. */
export interface TagSearch {
  readonly outcome?: Decision | undefined;
  readonly q?: string | undefined;
}

interface RunTagsProps {
  readonly runId: string;
  readonly search: TagSearch;
  readonly onChange: (change: TagSearch) => void;
}

/** Every tag that a run found, with what it decided and why. */
export function RunTags({ runId, search: { q, outcome }, onChange }: RunTagsProps) {
  const tags = useRunTags(runId, { outcome, q });
  return (
    <>
      <FilterBar
        label="Filter tags"
        isSet={q !== undefined || outcome !== undefined}
        onClear={() => onChange({ q: undefined, outcome: undefined })}
      >
        <SearchBox
          label="Search tags"
          value={q ?? ''}
          onChange={(text) => onChange({ q: text === '' ? undefined : text, outcome })}
        />
        <Select
          size="xs"
          w={200}
          clearable
          aria-label="Decision"
          placeholder="Any decision"
          data={decisions.map((value) => ({ value, label: decisionWords[value] }))}
          value={outcome ?? null}
          onChange={(value) => onChange({ q, outcome: decisions.find((one) => one === value) })}
        />
      </FilterBar>
      <div className={styles.list}>
        <ListTable
          label="tags"
          list={tags}
          columns={columns}
          rowId={({ repository, tag }) => `${repository}:${tag ?? ''}`}
          empty={<EmptyState title="No tag">None was found, or none matches the filter.</EmptyState>}
        />
      </div>
    </>
  );
}
