import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import type { ColumnChoice } from './column-choice.ts';

/** Chooses the columns of a table. */
export function ColumnMenu<Row>({ choice }: { readonly choice: ColumnChoice<Row> }) {
  const isShown = (id: string) => choice.shown.some((column) => column.id === id);
  return (
    <Popover position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button size="xs" variant="default" visibleFrom="sm" leftSection={<IconColumns size={14} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" mah="70dvh" style={{ overflow: 'auto' }}>
        <Stack gap={7}>
          {choice.all.map(({ id, header, isFixed }) => (
            <Checkbox
              key={id}
              size="xs"
              label={header}
              disabled={isFixed === true}
              checked={isShown(id)}
              onChange={() => choice.toggle(id)}
            />
          ))}
          <Button size="compact-xs" variant="subtle" disabled={!choice.isChanged} onClick={choice.reset}>
            Default columns
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
