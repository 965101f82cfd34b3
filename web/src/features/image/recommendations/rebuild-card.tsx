import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Rebuild, Rebuilds } from '../../../api/generated/index.ts';
import { useRebuilds } from '../../../api/images.ts';
import { ErrorPanel } from '../../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../../components/feedback/table-skeleton.tsx';
import { breakable } from '../../../components/format/breakable.tsx';
import { referenceWords } from '../../../components/format/uploaded-file.ts';
import { Card } from '../../../components/page/card.tsx';
import { TextLink } from '../../../components/page/links.tsx';
import { totalOf } from '../../../components/severity/severity.ts';
import { SeverityCounts } from '../../../components/severity/severity-counts.tsx';
import { SimpleTable } from '../../../components/table/simple-table.tsx';
import { isBuildTime } from '../../../components/time/is-build-time.ts';
import { TimeAgo } from '../../../components/time/time-ago.tsx';
import { CommandLine } from './command-line.tsx';
import { EffectCell } from './effect-cell.tsx';
import { packageWords, rebuildSummary } from './rebuild-words.ts';
import styles from './recommendations.module.css';

/** What the image would be, built again on newer images of its base's repository. */
export function RebuildCard({ imageId }: { readonly imageId: string }) {
  const rebuilds = useRebuilds(imageId);
  return (
    <Card title="Rebuild on a newer base">
      {rebuilds.error !== null && rebuilds.data === undefined ? (
        <ErrorPanel
          title="Other bases could not be tried"
          error={rebuilds.error}
          onRetry={() => void rebuilds.refetch()}
        />
      ) : rebuilds.data === undefined ? (
        <TableSkeleton label="Trying other bases" />
      ) : (
        <Bases imageId={imageId} {...rebuilds.data} />
      )}
    </Card>
  );
}

function Bases({ imageId, baseImage, rebuilds }: Rebuilds & { readonly imageId: string }) {
  if (baseImage === undefined) {
    return (
      <Text size="sm">
        No base image is known. Scan the image that this one is built on, or its whole repository: the base is found by
        its layers.
      </Text>
    );
  }
  const [best] = rebuilds;
  return (
    <>
      <Text size="sm">
        Built on{' '}
        <TextLink to="/images/$imageId" params={{ imageId: baseImage.imageId }} size="sm" underline="always">
          {breakable(referenceWords(baseImage.reference))}
        </TextLink>
        {isBuildTime(baseImage.createdAt) && (
          <>
            , of <TimeAgo time={baseImage.createdAt} />
          </>
        )}
        . {best === undefined && 'No newer image of its repository is known: scan its newer tags to compare them.'}
        {best !== undefined && rebuildSummary(best)}
      </Text>
      {best !== undefined && (
        <>
          <div className={styles.spaced}>
            <CommandLine
              command={`FROM ${withDigest(best)}`}
              label={`Copy the FROM instruction for ${best.reference}`}
            />
          </div>
          <Table imageId={imageId} baseId={baseImage.imageId} rebuilds={rebuilds} />
          <Text size="xs" c="dimmed" mt="xs">
            Worked out from the packages of both bases, with what the image's own layers installed and removed left as
            it is. A real build fetches newer packages too, and may come out better.
          </Text>
        </>
      )}
    </>
  );
}

interface TableProps {
  readonly imageId: string;
  readonly baseId: string;
  readonly rebuilds: readonly Rebuild[];
}

function Table({ imageId, baseId, rebuilds }: TableProps) {
  return (
    <SimpleTable
      heads={['Base', 'Fixes', 'Adds', 'Leaves']}
      rows={rebuilds.map((rebuild) => [
        rebuild.imageId,
        <Base key="base" baseId={baseId} rebuild={rebuild} />,
        <EffectCell key="fixes" imageId={imageId} effect={rebuild.fixes} />,
        <EffectCell key="adds" imageId={rebuild.imageId} effect={rebuild.adds} />,
        <Fragment key="leaves">
          {totalOf(rebuild.leaves) === 0 ? 'none' : <SeverityCounts counts={rebuild.leaves} />}
          {totalOf(rebuild.unknown) > 0 && (
            <Text size="xs">and {totalOf(rebuild.unknown).toLocaleString('en')} that cannot be told</Text>
          )}
        </Fragment>,
      ])}
    />
  );
}

function Base({ baseId, rebuild }: { readonly baseId: string; readonly rebuild: Rebuild }) {
  const { imageId, reference, createdAt, isSameRelease, distro, packages } = rebuild;
  return (
    <>
      <TextLink to="/images/$imageId" params={{ imageId }} size="sm" fw={600}>
        {breakable(referenceWords(reference))}
      </TextLink>
      <Text size="xs" c="dimmed">
        {isBuildTime(createdAt) && (
          <>
            built <TimeAgo time={createdAt} />
            {' · '}
          </>
        )}
        {isSameRelease ? 'same release' : (distro?.name ?? 'no distro recognised')}
      </Text>
      <Text size="xs" c="dimmed">
        packages: {packageWords(packages).join(', ')}
      </Text>
      <TextLink to="/compare" search={{ from: baseId, to: imageId }} size="xs">
        Compare with the present base
      </TextLink>
    </>
  );
}

/** The reference with the digest that was looked at, which a build then takes whatever becomes of the tag. */
function withDigest({ reference, manifestDigest }: Rebuild): string {
  return reference.includes('@') ? reference : `${reference}@${manifestDigest}`;
}
