import { Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ImageSummary } from '../../api/generated/index.ts';
import { goneTagsInShort, goneTagWords } from '../../components/artifact/gone-tag-words.ts';
import { shortDigest } from '../../components/format/digest.ts';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { TextLink } from '../../components/page/links.tsx';
import type { DataColumn } from '../../components/table/data-column.ts';
import { BuildTime } from '../../components/time/build-time.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';
import { findingColumns } from './finding-columns.tsx';
import { imageLabel, splitLabel } from './image-label.ts';
import type { ListSort } from './list-search.ts';
import { isOfSeveralPlatforms, platformWords, worstPlatformHint } from './platform-words.ts';
import styles from './registry.module.css';
import tree from './tree/tree.module.css';
import type { RolledUpRow } from './use-rolled-up.ts';

/** The columns of the list of images; those that the first one sums up are hidden until one asks for them. */
export function imageColumns(isShort: boolean, toggle: (row: RolledUpRow) => void): readonly DataColumn<RolledUpRow>[] {
  return [
    {
      id: 'name',
      header: isShort ? 'Tags' : 'Image',
      width: 'minmax(172px, 2fr)',
      narrow: 'first',
      isFixed: true,
      sort: { by: 'name', direction: 'ascending' },
      cell: (row) => (isShort ? <RolledUpName row={row} toggle={toggle} /> : <NameCell image={row} isShort={false} />),
    },
    hidden('registry', 'Registry', 'minmax(120px, 1fr)', (row) => (
      <TextLink to="/registry/$registryId" params={{ registryId: row.registryId }} size="sm" tabIndex={-1}>
        {row.registryName}
      </TextLink>
    )),
    hidden('repository', 'Repository', 'minmax(170px, 1fr)', (row) => (
      <TextLink
        to="/registry/$registryId/repository/$"
        params={{ registryId: row.registryId, _splat: row.repository }}
        size="sm"
        tabIndex={-1}
        title={row.repository}
      >
        {row.repository.slice(row.repository.indexOf('/') + 1)}
      </TextLink>
    )),
    hidden('tags', 'All tags', 'minmax(120px, 1fr)', (row) => (
      <span title={[...row.tags, ...(row.goneTags ?? []).map(goneTagWords)].join(', ')}>
        {row.tags.length === 0 ? (goneTagsInShort(row.goneTags) ?? '—') : row.tags.join(', ')}
      </span>
    )),
    hidden('platform', 'Platform', '120px', (row) => row.platform),
    hidden('distro', 'Distro', 'minmax(140px, 1fr)', (row) => row.distro?.name ?? 'Not recognised'),
    ...findingColumns<ImageSummary>({ isSortable: true }).map((column) =>
      isShort && column.id === 'findings' ? { ...column, hint: worstPlatformHint } : column,
    ),
    hidden('end-of-life', 'Support ends', '112px', (row) => row.distro?.endOfLife ?? '—'),
    { ...hidden('secrets', 'Secrets', '86px', (row) => row.secrets.toLocaleString('en')), align: 'end' },
    { ...hidden('packages', 'Packages', '90px', (row) => row.packages.toLocaleString('en')), align: 'end' },
    { ...hidden('size', 'Size', '90px', (row) => formatBytes(row.size)), align: 'end' },
    {
      ...hidden('pushed', 'Last push', '124px', (row) => row.lastPushedAt && <TimeAgo time={row.lastPushedAt} />),
      hint: 'As the registry lists it, or an event of a push told. Many registries tell it nowhere: have them tell of pushes in the settings',
    },
    hidden('built', 'Built', '160px', (row) => <BuildTime time={row.createdAt} />),
    hidden('digest', 'Manifest digest', '130px', (row) => (
      <span className="mono" title={row.manifestDigest}>
        {shortDigest(row.manifestDigest)}
      </span>
    )),
  ];
}

const sortOf: Readonly<Record<string, { by: ListSort; direction: 'ascending' | 'descending' }>> = {
  registry: { by: 'registry', direction: 'ascending' },
  repository: { by: 'repository', direction: 'ascending' },
  tags: { by: 'tag', direction: 'ascending' },
  platform: { by: 'platform', direction: 'ascending' },
  distro: { by: 'distro', direction: 'ascending' },
  packages: { by: 'packages', direction: 'descending' },
  size: { by: 'size', direction: 'descending' },
  built: { by: 'created', direction: 'descending' },
};

function hidden(
  id: string,
  header: string,
  width: string,
  cell: DataColumn<ImageSummary>['cell'],
): DataColumn<ImageSummary> {
  const by = sortOf[id];
  return { id, header, width, isHidden: true, cell, ...(by !== undefined && { sort: by }) };
}

function NameCell({ image, isShort }: { readonly image: ImageSummary; readonly isShort: boolean }) {
  const { registry, name } = splitLabel(imageLabel(image, isShort), isShort);
  const gone = image.tags.length === 0 ? goneTagsInShort(image.goneTags) : undefined;
  const platform = isShort ? platformWords(image) : image.platform;
  const facts = [gone, registry, platform, image.distro?.name].filter((fact) => fact !== undefined);
  return (
    <div className={styles.names}>
      <TextLink
        to="/images/$imageId"
        params={{ imageId: image.imageId }}
        fw={600}
        size="sm"
        display="block"
        truncate
        tabIndex={-1}
        title={image.reference}
      >
        {name}
      </TextLink>
      <Text c="dimmed" size="xs" truncate title={facts.join(' · ')}>
        {facts.join(' · ')}
        {!isShort && isOfSeveralPlatforms(image) && (
          <>
            {' · '}
            <TextLink
              to="/registry/$registryId/repository/$"
              params={{ registryId: image.registryId, _splat: image.repository }}
              search={image.tags[0] === undefined ? {} : { q: image.tags[0] }}
              size="xs"
              tabIndex={-1}
            >
              1 of {image.platforms} platforms
            </TextLink>
          </>
        )}
      </Text>
    </div>
  );
}

/** A tag with the mark that opens it into its platforms, or one of these. */
function RolledUpName({ row, toggle }: { readonly row: RolledUpRow; readonly toggle: (row: RolledUpRow) => void }) {
  if (row.level === 2) {
    return (
      <div className={styles.platform}>
        <TextLink to="/images/$imageId" params={{ imageId: row.imageId }} size="sm" truncate tabIndex={-1}>
          {row.platform}
        </TextLink>
        <Text c="dimmed" size="xs" truncate>
          {row.distro?.name}
        </Text>
      </div>
    );
  }
  if (row.isOpen === undefined) return <NameCell image={row} isShort />;
  return (
    <div className={styles.openable}>
      <button
        type="button"
        tabIndex={-1}
        className={tree.turn}
        aria-label={row.isOpen ? 'Close' : 'Open'}
        onClick={() => toggle(row)}
      >
        <IconChevronRight size={15} aria-hidden className={row.isOpen ? tree.open : undefined} />
      </button>
      <NameCell image={row} isShort />
    </div>
  );
}
