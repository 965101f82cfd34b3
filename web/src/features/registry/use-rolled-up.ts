import { useCallback, useState } from 'react';
import type { ImageSummary } from '../../api/generated/index.ts';
import { usePlatformsOfEach } from '../../api/tree.ts';
import type { RowTree } from '../../components/table/row-tree.ts';
import { isOfSeveralPlatforms } from './platform-words.ts';

/** A row of a list of images in which an image can be opened into its platforms. */
export interface RolledUpRow extends ImageSummary {
  readonly key: string;
  /** 2 for a platform below its tag. */
  readonly level: 1 | 2;
  /** Absent where there is nothing to open. */
  readonly isOpen?: boolean;
}

/**
 * Images as rows, those that are open followed by one for each platform of their tags, and what opens and closes them. Where no image has several platforms, or they
 * are not rolled up, the rows are no tree.
 */
export function useRolledUp(images: readonly ImageSummary[], isRolledUp: boolean) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const canOpen = (image: ImageSummary) => isRolledUp && isOfSeveralPlatforms(image);
  const platforms = usePlatformsOfEach(images.filter((one) => canOpen(one) && open.has(keyOf(one))));
  const rows = images.flatMap((image): readonly RolledUpRow[] => {
    const key = keyOf(image);
    if (!canOpen(image)) return [{ ...image, key, level: 1 }];
    const isOpen = open.has(key);
    const below = isOpen ? (platforms.get(key)?.items ?? []) : [];
    return [
      { ...image, key, level: 1, isOpen },
      ...below.map((one): RolledUpRow => ({ ...one, key: `${key} of ${one.imageId}`, level: 2 })),
    ];
  });
  const toggle = useCallback(({ key }: RolledUpRow) => setOpen((keys) => turned(keys, key)), []);
  const tree: RowTree<RolledUpRow> = { placeOf: ({ level, isOpen }) => ({ level, isOpen }), toggle };
  return { rows, toggle, ...(images.some(canOpen) && { tree }) };
}

function turned(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function keyOf({ registryId, repository, imageId }: ImageSummary): string {
  return `${registryId} ${repository} ${imageId}`;
}
