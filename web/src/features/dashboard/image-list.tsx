import { Text } from '@mantine/core';
import type { ImageSummary } from '../../api/generated/index.ts';
import { FindingsSummary } from '../../components/coverage/findings-summary.tsx';
import { breakable } from '../../components/format/breakable.tsx';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

interface ImageListProps {
  readonly title: string;
  readonly images: readonly ImageSummary[];
  /** Shows when each was scanned in place of its findings. */
  readonly isByAge?: boolean;
}

/** A few images. */
export function ImageList({ title, images, isByAge = false }: ImageListProps) {
  return (
    <Card title={title}>
      {images.length === 0 ? (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      ) : (
        <SimpleTable
          heads={[
            { name: 'Image', atLeast: 160 },
            {
              name: isByAge ? 'Last scan' : 'Findings',
              kind: 'short',
              atLeast: isByAge ? 110 : 230,
              narrow: isByAge ? 'named' : 'below',
            },
          ]}
          rows={images.map(({ imageId, registryId, reference, severityCounts, coverage, lastScannedAt }) => [
            `${registryId} ${reference} ${imageId}`,
            <TextLink key="image" to="/images/$imageId" params={{ imageId }} size="sm">
              {breakable(referenceWords(reference))}
            </TextLink>,
            isByAge ? (
              <TimeAgo key="age" time={lastScannedAt} />
            ) : (
              <FindingsSummary key="findings" counts={severityCounts} coverage={coverage} of={{ imageId }} />
            ),
          ])}
        />
      )}
    </Card>
  );
}
