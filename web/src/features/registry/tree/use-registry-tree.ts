import { useSessionStorage } from '@mantine/hooks';
import { useImagesOfEach, usePlatformsOfEach, useRepositoriesOfEach } from '../../../api/tree.ts';
import type { ImagePlace } from '../../../api/uploads.ts';
import { isNarrowed, type ListSearch, toFilters } from '../list-search.ts';
import { isOfSeveralPlatforms } from '../platform-words.ts';
import { type TreeRow, treeRows } from './tree-rows.ts';

/** The most rows that stay open, so that what a browser remembers stays small. */
const mostOpen = 200;

/** The rows of the tree, and what opens and closes them. While one filters, every registry is open. */
export function useRegistryTree(registries: readonly ImagePlace[], search: ListSearch) {
  const [open, setOpen] = useSessionStorage<readonly string[]>({ key: 'plimsoll-tree', defaultValue: [] });
  const [closed, setClosed] = useSessionStorage<readonly string[]>({ key: 'plimsoll-tree-closed', defaultValue: [] });
  const filters = toFilters(search);
  const isSole = registries.length === 1;
  const isOpenByItself = (key: string) => (isNarrowed(search) || isSole) && registries.some(({ id }) => id === key);
  const isOpen = (key: string) => open.includes(key) || (isOpenByItself(key) && !closed.includes(key));
  const openRegistries = registries.filter(({ id }) => isOpen(id)).map(({ id }) => id);
  const repositories = useRepositoriesOfEach(openRegistries, filters);
  const openRepositories = [...repositories.values()]
    .flatMap(({ items }) => items)
    .filter(({ registryId, repository }) => isOpen(`${registryId} ${repository}`));
  const images = useImagesOfEach(openRepositories, filters);
  const openImages = [...images.values()]
    .flatMap(({ items }) => items)
    .filter(
      (image) => isOfSeveralPlatforms(image) && isOpen(`${image.registryId} ${image.repository} ${image.imageId}`),
    );
  const platforms = usePlatformsOfEach(openImages);
  const rows = treeRows({
    registries,
    isNarrow: isNarrowed(search),
    isOpen,
    repositoriesOf: (key) => repositories.get(key),
    imagesOf: (key) => images.get(key),
    platformsOf: (key) => platforms.get(key),
  });
  const toggle = (row: TreeRow) => {
    const without = (keys: readonly string[]) => keys.filter((key) => key !== row.key);
    const wasOpen = isOpen(row.key);
    setOpen(wasOpen ? without(open) : [...without(open), row.key].slice(-mostOpen));
    setClosed(wasOpen ? [...without(closed), row.key].slice(-mostOpen) : without(closed));
  };
  return { rows, tree: { placeOf, toggle } };
}

const levels = { registry: 1, repository: 2, image: 3, platform: 4, tag: 4 } as const;

function placeOf(row: TreeRow) {
  if (row.kind === 'note') return { level: row.level };
  return { level: levels[row.kind], isOpen: 'isOpen' in row ? row.isOpen : undefined };
}
