import { Text } from '@mantine/core';
import type { ImageSummary } from '../../api/generated/index.ts';
import { useImagePlatforms } from '../../api/images.ts';
import { FindingsSummary } from '../../components/coverage/findings-summary.tsx';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { labelsOf } from './platform-labels.ts';

/** The images that a tag of this one has for other platforms, each with how it stands and in what it differs; nothing where there are none. */
export function PlatformsCard({ imageId }: { readonly imageId: string }) {
  const { data } = useImagePlatforms(imageId);
  if (data === undefined || data.items.length < 2) return null;
  const labels = new Map(labelsOf(data.items).map(({ value, label }) => [value, label]));
  return (
    <Card
      title="Platforms"
      note={
        <Text size="sm" c="dimmed">
          of the same tag, worst first
        </Text>
      }
    >
      <SimpleTable
        heads={[
          'Platform',
          { name: 'Findings', narrow: 'below' },
          { name: 'Packages', kind: 'number' },
          { name: 'Differences', narrow: 'below' },
        ]}
        rows={data.items.map((image) => [
          image.imageId,
          <Name
            key="name"
            image={image}
            label={labels.get(image.imageId) ?? image.platform}
            isThis={image.imageId === imageId}
          />,
          <FindingsSummary
            key="findings"
            counts={image.severityCounts}
            coverage={image.coverage}
            of={{ imageId: image.imageId }}
          />,
          image.packages.toLocaleString('en'),
          image.imageId === imageId ? (
            'this image'
          ) : (
            <TextLink key="compare" to="/compare" search={{ from: imageId, to: image.imageId }} size="sm">
              Compare with this image
            </TextLink>
          ),
        ])}
      />
    </Card>
  );
}

interface NameProps {
  readonly image: ImageSummary;
  readonly label: string;
  readonly isThis: boolean;
}

function Name({ image, label, isThis }: NameProps) {
  if (isThis) return <b>{label}</b>;
  return (
    <TextLink to="/images/$imageId" params={{ imageId: image.imageId }} size="sm">
      {label}
    </TextLink>
  );
}
