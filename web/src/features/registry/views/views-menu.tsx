import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { IconBookmark, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SavedView } from '../../../api/generated/index.ts';
import { useDeleteView, useSaveView, useViews } from '../../../api/views.ts';
import { type ListSearch, readListSearch } from '../list-search.ts';
import { SaveViewForm } from './save-view-form.tsx';

interface ViewsMenuProps {
  readonly search: ListSearch;
  readonly columns: readonly string[];
  readonly onChoose: (search: ListSearch, columns: readonly string[]) => void;
}

const screen = 'images';

/** One's saved views: filters, order and columns under a name. The one with the star opens by itself. */
export function ViewsMenu({ search, columns, onChoose }: ViewsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const views = useViews(screen).data ?? [];
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus shadow="md" width={300}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBookmark size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          Views
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved views">
        <Stack gap={4}>
          {views.length === 0 && (
            <Text size="sm" c="dimmed">
              Set filters, order and columns, then save them here under a name.
            </Text>
          )}
          {views.map((view) => (
            <ViewLine
              key={view.id}
              view={view}
              onChoose={() => {
                onChoose(readListSearch(view.query), view.columns);
                setOpen(false);
              }}
            />
          ))}
          <SaveViewForm screen={screen} search={search} columns={columns} taken={views} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewLine({ view, onChoose }: { readonly view: SavedView; readonly onChoose: () => void }) {
  const save = useSaveView();
  const remove = useDeleteView();
  const { id, ...input } = view;
  const Star = view.isDefault ? IconStarFilled : IconStar;
  return (
    <Group gap={2} wrap="nowrap">
      <Button
        size="compact-sm"
        variant="subtle"
        justify="flex-start"
        flex={1}
        miw={0}
        style={{ overflow: 'hidden' }}
        onClick={onChoose}
      >
        <Text span inherit truncate title={view.name}>
          {view.name}
        </Text>
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-pressed={view.isDefault}
        aria-label={`Open the list with ${view.name}`}
        onClick={() => save.mutate({ id, view: { ...input, isDefault: !view.isDefault } })}
      >
        <Star size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={`Forget ${view.name}`} onClick={() => remove.mutate(id)}>
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
