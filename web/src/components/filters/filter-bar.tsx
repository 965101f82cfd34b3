import { Button, Group } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { Children, type ReactNode } from 'react';
import styles from './filters.module.css';

interface FilterBarProps {
  readonly label: string;
  /** Whether any filter is set. */
  readonly isSet: boolean;
  readonly onClear: () => void;
  /** What is searched for first, then the filters. */
  readonly children: ReactNode;
}

/** The filters of a list in one line, with a way back to the whole list. On a phone all but the first open with a press. */
export function FilterBar({ label, isSet, onClear, children }: FilterBarProps) {
  const [isOpen, { toggle }] = useDisclosure(isSet);
  const id = useId();
  const [first, ...others] = Children.toArray(children);
  return (
    <Group gap={8} role="search" aria-label={label}>
      {first}
      {others.length > 0 && (
        <Button
          size="xs"
          variant={isSet ? 'light' : 'default'}
          hiddenFrom="sm"
          leftSection={<IconFilter size={14} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          Filters
        </Button>
      )}
      <div id={id} className={isOpen ? styles.open : styles.others}>
        {others}
        {isSet && (
          <Button size="xs" variant="subtle" px={8} onClick={onClear}>
            Clear filters
          </Button>
        )}
      </div>
    </Group>
  );
}
