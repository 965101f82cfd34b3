import { Button, Loader, Popover } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ListSearch } from '../list-search.ts';

/** Loaded when it is asked for, so that the first screen need not wait for it. */
const FilterForm = lazy(() => import('./filter-form.tsx').then((module) => ({ default: module.FilterForm })));

interface MoreFiltersProps {
  readonly search: ListSearch;
  readonly onApply: (search: ListSearch) => void;
}

/** A form for the filters that are needed less often; they take effect together. */
export function MoreFilters({ search, onApply }: MoreFiltersProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus shadow="md" width={440}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFilterPlus size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          More filters
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters" maw="calc(100vw - 2rem)" mah="70dvh" style={{ overflow: 'auto' }}>
        {isOpen && (
          <Suspense fallback={<Loader size="sm" />}>
            <FilterForm
              search={search}
              onApply={(next) => {
                onApply(next);
                setOpen(false);
              }}
            />
          </Suspense>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
