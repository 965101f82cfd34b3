import type { ImageSummary, Repository } from '../../../api/generated/index.ts';
import { type ImagePlace, isRegistry, uploadsId } from '../../../api/uploads.ts';
import { countWords } from '../../../components/artifact/kind-words.ts';
import { isOfSeveralPlatforms } from '../platform-words.ts';

/**
 * A row of the tree of registries: levels 1 to 4 are registries, repositories, images and, below these, their platforms and tags. Archives are repositories of
 * their place.
 */
export type TreeRow =
  | { readonly kind: 'registry'; readonly key: string; readonly registry: ImagePlace; readonly isOpen: boolean }
  | { readonly kind: 'repository'; readonly key: string; readonly repository: Repository; readonly isOpen: boolean }
  | { readonly kind: 'image'; readonly key: string; readonly image: ImageSummary; readonly isOpen?: boolean }
  | { readonly kind: 'platform'; readonly key: string; readonly image: ImageSummary }
  | { readonly kind: 'tag'; readonly key: string; readonly image: ImageSummary; readonly tag: string }
  | NoteRow;

/** A line that stands for rows which are not there: still being loaded, failed, none, or more than are shown. */
export interface NoteRow {
  readonly kind: 'note';
  readonly key: string;
  readonly level: 2 | 3 | 4;
  readonly text: string;
  /** Where all of them are listed. */
  readonly more?: { readonly registryId: string; readonly repository?: string; readonly isOfArtifacts?: true };
}

/** What lies below a row, as far as it is loaded. */
export interface Children<Item> {
  readonly items: readonly Item[];
  readonly total?: number | undefined;
  /** There are more than `total`. */
  readonly totalIsAtLeast?: boolean;
  readonly isPending: boolean;
  readonly error?: string | undefined;
}

/** What the tree is made of. Children are asked for by the key of the row above them. */
export interface TreeParts {
  readonly registries: readonly ImagePlace[];
  /** Whether only what matches is asked for. */
  readonly isNarrow?: boolean;
  readonly isOpen: (key: string) => boolean;
  readonly repositoriesOf: (key: string) => Children<Repository> | undefined;
  readonly imagesOf: (key: string) => Children<ImageSummary> | undefined;
  /** Asked for only where an image has several. */
  readonly platformsOf: (key: string) => Children<ImageSummary> | undefined;
}

/** The key of a registry's row. */
export const registryKey = (registryId: string) => registryId;
/** The key of a repository's row. */
export const repositoryKey = (registryId: string, repository: string) => `${registryId} ${repository}`;

/** The rows of the tree from top to bottom: whatever is open is followed by what lies below it. */
export function treeRows(parts: TreeParts): readonly TreeRow[] {
  return parts.registries.flatMap((registry): readonly TreeRow[] => {
    const key = registryKey(registry.id);
    const isOpen = parts.isOpen(key);
    const row: TreeRow = { kind: 'registry', key, registry, isOpen };
    if (!isOpen) return [row];
    const children = parts.repositoriesOf(key);
    const below = children?.items.flatMap((repository) => repositoryRows(repository, parts)) ?? [];
    return [
      row,
      ...below,
      ...notes(key, 2, children, { more: { registryId: registry.id }, isNarrow: parts.isNarrow }),
      ...artifactNote(registry),
    ];
  });
}

function artifactNote(registry: ImagePlace): readonly NoteRow[] {
  if (!isRegistry(registry) || registry.artifacts.length === 0) return [];
  const { id, artifacts } = registry;
  const key = `${registryKey(id)} artifacts`;
  const more = { registryId: id, isOfArtifacts: true } as const;
  return [{ kind: 'note', key, level: 2, text: `Besides images: ${countWords(artifacts)}`, more }];
}

function repositoryRows(repository: Repository, parts: TreeParts): readonly TreeRow[] {
  const key = repositoryKey(repository.registryId, repository.repository);
  const isOpen = parts.isOpen(key);
  const row: TreeRow = { kind: 'repository', key, repository, isOpen };
  if (!isOpen) return [row];
  const children = parts.imagesOf(key);
  const below = children?.items.flatMap((image) => imageRows(key, image, parts)) ?? [];
  const more = { registryId: repository.registryId, repository: repository.repository };
  return [row, ...below, ...notes(key, 3, children, { more })];
}

function imageRows(above: string, image: ImageSummary, parts: TreeParts): readonly TreeRow[] {
  const key = `${above} ${image.imageId}`;
  const hasPlatforms = isOfSeveralPlatforms(image);
  if (image.tags.length < 2 && !hasPlatforms) return [{ kind: 'image', key, image }];
  const isOpen = parts.isOpen(key);
  const row: TreeRow = { kind: 'image', key, image, isOpen };
  if (!isOpen) return [row];
  const tags = image.tags.length < 2 ? [] : image.tags;
  return [
    row,
    ...(hasPlatforms ? platformRows(key, image, parts) : []),
    ...tags.map((tag): TreeRow => ({ kind: 'tag', key: `${key} ${tag}`, image, tag })),
  ];
}

function platformRows(above: string, { registryId, repository }: ImageSummary, parts: TreeParts): readonly TreeRow[] {
  const children = parts.platformsOf(above);
  const rows = children?.items.map(
    (image): TreeRow => ({ kind: 'platform', key: `${above} of ${image.imageId}`, image }),
  );
  return [...(rows ?? []), ...notes(above, 4, children, { more: { registryId, repository } })];
}

function notes(
  above: string,
  level: 2 | 3 | 4,
  children: Children<unknown> | undefined,
  { more, isNarrow = false }: { readonly more: NonNullable<NoteRow['more']>; readonly isNarrow?: boolean | undefined },
): readonly NoteRow[] {
  const note = { kind: 'note', key: `${above} note`, level } as const;
  const below = level === 3 ? 'images' : 'platforms';
  const what = level > 2 ? below : more.registryId === uploadsId ? 'archives' : 'repositories';
  if (children === undefined || children.isPending) return [{ ...note, text: `Loading ${what} …` }];
  if (children.error !== undefined) {
    return [{ ...note, text: `The ${what} could not be loaded: ${children.error}` }];
  }
  const shown = children.items.length;
  if (shown === 0) return [{ ...note, text: isNarrow ? `None of the ${what} here matches` : `No ${what} here yet` }];
  if (children.total === undefined || children.total <= shown) return [];
  const total = `${children.totalIsAtLeast === true ? 'more than ' : ''}${children.total.toLocaleString('en')}`;
  return [{ ...note, text: `The worst ${shown} of ${total} ${what}: show all`, more }];
}
