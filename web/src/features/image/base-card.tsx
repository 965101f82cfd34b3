import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImageLayer, ImageOverview } from '../../api/generated/index.ts';
import { breakable } from '../../components/format/breakable.tsx';
import { plural } from '../../components/format/plural.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { TextLink } from '../../components/page/links.tsx';
import { severities, totalOf } from '../../components/severity/severity.ts';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import styles from './image.module.css';

const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

/** Who has to mend what: the findings that the base image brought, and those of what was built on it. */
export function BaseCard({ image }: { readonly image: ImageOverview }) {
  const { baseImage, layers, imageId } = image;
  if (baseImage === undefined) return null;
  const base = layers.filter(({ fromBaseImage }) => fromBaseImage === true);
  const own = layers.filter(({ fromBaseImage }) => fromBaseImage !== true);
  return (
    <section className={styles.card} aria-labelledby="base">
      <Group justify="space-between" mb={6}>
        <Title order={2} id="base">
          Base and application
        </Title>
        <TextLink to="/images/$imageId/layers" params={{ imageId }} size="sm">
          {plural(layers.length, 'layer')}
        </TextLink>
      </Group>
      <Share layers={base} title="Base image">
        <TextLink to="/images/$imageId" params={{ imageId: baseImage.imageId }} size="sm" underline="always">
          {breakable(referenceWords(baseImage.reference))}
        </TextLink>
      </Share>
      <Share layers={own} title="Application">
        what was built on it
      </Share>
    </section>
  );
}

interface ShareProps {
  readonly layers: readonly ImageLayer[];
  readonly title: string;
  readonly children: ReactNode;
}

function Share({ layers, title, children }: ShareProps) {
  const counts = { ...none };
  for (const severity of severities)
    counts[severity] = layers.reduce((sum, layer) => sum + layer.severityCounts[severity], 0);
  return (
    <Group justify="space-between" py={5} gap="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <b>{title}</b> {children}
      </Text>
      {totalOf(counts) === 0 ? (
        <Text size="sm" c="dimmed">
          no findings
        </Text>
      ) : (
        <SeverityCounts counts={counts} />
      )}
    </Group>
  );
}
