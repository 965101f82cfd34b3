import { Text } from '@mantine/core';
import {
  IconBuildingWarehouse,
  IconChevronRight,
  IconCpu,
  IconFileZip,
  IconFolder,
  IconFolderUp,
  IconStack2,
  IconTag,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isRegistry, uploadsId } from '../../../api/uploads.ts';
import { isUnderWay } from '../../../components/format/run-words.ts';
import { TextLink } from '../../../components/page/links.tsx';
import { imageLabel } from '../image-label.ts';
import { platformWords } from '../platform-words.ts';
import { ScanRegistryButton } from '../scan-registry-button.tsx';
import styles from './tree.module.css';
import type { NoteRow, TreeRow } from './tree-rows.ts';

interface NameCellProps {
  readonly row: TreeRow;
  readonly toggle: (row: TreeRow) => void;
}

const icons = {
  registry: IconBuildingWarehouse,
  repository: IconFolder,
  image: IconStack2,
  platform: IconCpu,
  tag: IconTag,
} as const;
const steps = { registry: 0, repository: 1, image: 2, platform: 3, tag: 3 } as const;

/** The name of a row, set in by its level, with the mark that opens it. */
export function NameCell({ row, toggle }: NameCellProps) {
  if (row.kind === 'note') return <Note row={row} />;
  const Icon = iconOf(row);
  const isOpen = 'isOpen' in row ? row.isOpen : undefined;
  return (
    <div className={styles.name} style={{ paddingInlineStart: `${steps[row.kind] * 1.25}rem` }}>
      {isOpen === undefined ? (
        <span className={styles.turn} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.turn}
          aria-label={isOpen ? 'Close' : 'Open'}
          onClick={() => toggle(row)}
        >
          <IconChevronRight size={15} aria-hidden className={isOpen ? styles.open : undefined} />
        </button>
      )}
      <Icon size={15} stroke={1.6} aria-hidden className={styles.icon} />
      <NameOf row={row} />
      {row.kind === 'registry' && isRegistry(row.registry) && row.registry.lastRun !== undefined && (
        <span className={styles.action}>
          <ScanRegistryButton
            size="mark"
            registryId={row.registry.id}
            registryName={row.registry.name}
            isUnderWay={isUnderWay(row.registry.lastRun)}
          />
        </span>
      )}
    </div>
  );
}

function iconOf(row: Exclude<TreeRow, NoteRow>) {
  if (row.kind === 'registry' && !isRegistry(row.registry)) return IconFolderUp;
  if (row.kind === 'repository' && row.repository.registryId === uploadsId) return IconFileZip;
  return icons[row.kind];
}

function NameOf({ row }: { readonly row: Exclude<TreeRow, NoteRow> }) {
  switch (row.kind) {
    case 'registry':
      return (
        <Named note={isRegistry(row.registry) ? row.registry.path : ''} noteClass={styles.path}>
          <TextLink to="/registry/$registryId" params={{ registryId: row.registry.id }} fw={600} {...link}>
            {row.registry.name}
          </TextLink>
        </Named>
      );
    case 'repository': {
      const { registryId, repository } = row.repository;
      return (
        <Named>
          <TextLink
            to="/registry/$registryId/repository/$"
            params={{ registryId, _splat: repository }}
            title={repository}
            fw={500}
            {...link}
          >
            {repository.slice(repository.indexOf('/') + 1)}
          </TextLink>
        </Named>
      );
    }
    case 'image':
    case 'platform':
    case 'tag':
      return (
        <Named note={factsOf(row)}>
          <TextLink to="/images/$imageId" params={{ imageId: row.image.imageId }} title={row.image.reference} {...link}>
            {wordsOf(row)}
          </TextLink>
        </Named>
      );
  }
}

type ImageRow = Extract<TreeRow, { readonly kind: 'image' | 'platform' | 'tag' }>;

function wordsOf(row: ImageRow): string {
  if (row.kind === 'platform') return row.image.platform;
  return row.kind === 'tag' ? row.tag : imageLabel(row.image, true);
}

function factsOf({ kind, image }: ImageRow): string {
  if (kind === 'tag') return '';
  const distro = image.distro?.name;
  return [kind === 'image' ? platformWords(image) : undefined, distro].filter((fact) => fact !== undefined).join(' · ');
}

const link = { size: 'sm', tabIndex: -1 } as const;

interface NamedProps {
  readonly note?: string;
  readonly noteClass?: string | undefined;
  readonly children: ReactNode;
}

function Named({ note = '', noteClass = '', children }: NamedProps) {
  return (
    <Text size="sm" truncate title={note || undefined}>
      {children}{' '}
      <Text span size="xs" c="dimmed" className={noteClass}>
        {note}
      </Text>
    </Text>
  );
}

function Note({ row }: { readonly row: NoteRow }) {
  const style = { paddingInlineStart: `${row.level * 1.25 + 1}rem` };
  if (row.more === undefined) {
    return (
      <Text size="sm" c="dimmed" style={style} data-spill>
        {row.text}
      </Text>
    );
  }
  const { registryId, repository, isOfArtifacts } = row.more;
  if (isOfArtifacts) {
    return (
      <div style={style}>
        <TextLink to="/artifacts" search={{ registry: registryId }} {...link}>
          {row.text}
        </TextLink>
      </div>
    );
  }
  return (
    <div style={style}>
      {repository === undefined ? (
        <TextLink to="/registry/$registryId" params={{ registryId }} {...link}>
          {row.text}
        </TextLink>
      ) : (
        <TextLink to="/registry/$registryId/repository/$" params={{ registryId, _splat: repository }} {...link}>
          {row.text}
        </TextLink>
      )}
    </div>
  );
}
