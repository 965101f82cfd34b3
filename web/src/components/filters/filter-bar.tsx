import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

interface FilterBarProps {
  readonly label: string;
  /** Whether any filter is set. */
  readonly isSet: boolean;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** The filters of a list in one line, with a way back to the whole list. */
export function FilterBar({ label, isSet, onClear, children }: FilterBarProps) {
  return (
    <Group gap={8} role="search" aria-label={label}>
      {children}
      {isSet && (
        <Button size="xs" variant="subtle" px={8} onClick={onClear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
