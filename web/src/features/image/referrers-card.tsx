import { Text } from '@mantine/core';
import { useReferrers } from '../../api/images.ts';
import { kindWords } from '../../components/artifact/kind-words.ts';
import { ErrorPanel } from '../../components/feedback/error-panel.tsx';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { Card } from '../../components/page/card.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { CopyDigest } from './copy-digest.tsx';
import { foundByWords, typeOf } from './referrer-words.ts';

/** SBOMs, VEX documents, attestations and signatures that are attached to the image in its registries. */
export function ReferrersCard({ imageId }: { readonly imageId: string }) {
  const { data, error, refetch } = useReferrers(imageId);
  return (
    <Card title="Attached to it">
      {error !== null ? (
        <ErrorPanel title="What is attached could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <TableSkeleton label="Loading what is attached" />
      ) : data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          No SBOM, VEX document, attestation or signature was attached when it was last scanned.
        </Text>
      ) : (
        <SimpleTable
          heads={[
            'What',
            { name: 'Type', narrow: 'below' },
            { name: 'Size', kind: 'number' },
            'Digest',
            'Where',
            'Found by',
          ]}
          rows={data.items.map((one) => [
            `${one.repository} ${one.subject} ${one.digest}`,
            kindWords[one.kind],
            <span key="type" className="mono">
              {typeOf(one)}
            </span>,
            formatBytes(one.size),
            <CopyDigest key="digest" digest={one.digest} />,
            one.repository,
            foundByWords[one.foundBy],
          ])}
        />
      )}
    </Card>
  );
}
