import { Select } from '@mantine/core';
import type { Status } from '../../api/generated/index.ts';
import { useRegistries } from '../../api/registries.ts';
import { FilterBar } from '../../components/filters/filter-bar.tsx';
import { SearchBox } from '../../components/filters/search-box.tsx';
import { isNarrowedBy } from '../../components/filters/search-value.ts';
import { ToggleChip } from '../../components/filters/toggle-chip.tsx';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { causeWords } from '../../components/run/cause-words.ts';
import { causes } from '../../components/run/causes.ts';
import { stateLabels } from '../../components/scan/scan-words.ts';
import { type QueueSearch, scanStates } from './search.ts';

interface QueueFiltersProps {
  readonly search: QueueSearch;
  readonly queue: Status['queue'] | undefined;
  readonly onChange: (change: SearchChange<QueueSearch>) => void;
  readonly onClear: () => void;
}

/** What the queue can be narrowed to: a state, a registry, a part of the name, and of failed scans a kind of cause. */
export function QueueFilters({ search, queue, onChange, onClear }: QueueFiltersProps) {
  const registries = useRegistries().data?.items ?? [];
  const counts: Partial<Record<(typeof scanStates)[number], number | undefined>> = {
    queued: queue?.queued,
    running: queue?.running,
  };
  const label = (state: (typeof scanStates)[number]) => {
    const count = counts[state] ?? 0;
    return count === 0 ? stateLabels[state] : `${stateLabels[state]} ${count.toLocaleString('en')}`;
  };
  return (
    <FilterBar label="Filter scans" isSet={isNarrowedBy(search)} onClear={onClear}>
      <SearchBox label="Search references" value={search.q ?? ''} onChange={(text) => onChange({ q: text })} />
      {scanStates.map((state) => (
        <ToggleChip
          key={state}
          isOn={search.state === state}
          onChange={(isOn) => onChange({ state: isOn ? state : undefined, cause: undefined })}
        >
          {label(state)}
        </ToggleChip>
      ))}
      {search.state === 'failed' && (
        <Select
          size="xs"
          w={190}
          clearable
          aria-label="Kind of cause"
          placeholder="Any cause"
          data={causes.map((value) => ({ value, label: causeWords(value).label }))}
          value={search.cause ?? null}
          onChange={(value) => onChange({ cause: causes.find((one) => one === value) })}
        />
      )}
      {registries.length > 1 && (
        <Select
          size="xs"
          w={170}
          clearable
          aria-label="Registry"
          placeholder="Any registry"
          data={registries.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.registry ?? null}
          onChange={(registry) => onChange({ registry: registry ?? undefined })}
        />
      )}
    </FilterBar>
  );
}
