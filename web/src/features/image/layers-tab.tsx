import { Group, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { ImageOverview } from '../../api/generated/index.ts';
import { useImage } from '../../api/images.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { breakable } from '../../components/format/breakable.tsx';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { plural } from '../../components/format/plural.ts';
import { referenceWords } from '../../components/format/uploaded-file.ts';
import { TextLink } from '../../components/page/links.tsx';
import parts from '../../components/page/parts.module.css';
import { totalOf } from '../../components/severity/severity.ts';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { cleanInstruction } from './clean-instruction.ts';
import styles from './image.module.css';
import { type BuildStep, type StepGroup, stepGroups } from './layer-groups.ts';

const route = getRouteApi('/signed-in/images/$imageId');

/** Every instruction of the image, the packages and findings that it brought, and which of them the base image answers for. */
export function LayersTab() {
  const { imageId } = route.useParams();
  const { data: image } = useImage(imageId);
  if (image === undefined) return <TableSkeleton label="Loading the image" />;
  return (
    <>
      {stepGroups(image.layers, image.history).map((group) => (
        <section key={group.kind} className={`${styles.card} ${styles.wide}`} aria-labelledby={`steps-${group.kind}`}>
          <GroupHead group={group} image={image} />
          <SimpleTable
            heads={[
              { name: 'Layer', kind: 'short', narrow: 'end' },
              { name: 'Instruction', narrow: 'first' },
              { name: 'Size', kind: 'number' },
              { name: 'Packages', kind: 'number' },
              { name: 'Findings', kind: 'short', atLeast: 240, narrow: 'below' },
            ]}
            rows={group.steps.map((step) => [step.key, ...cellsOf(step, imageId)])}
          />
        </section>
      ))}
    </>
  );
}

function GroupHead({ group: { kind, steps }, image }: { readonly group: StepGroup; readonly image: ImageOverview }) {
  const findings = steps.reduce((sum, { layer }) => sum + (layer === undefined ? 0 : totalOf(layer.severityCounts)), 0);
  const title = { base: 'Base image', application: 'Application', all: 'Layers' }[kind];
  return (
    <Group gap="sm" align="baseline" mb={4}>
      <Title order={2} id={`steps-${kind}`}>
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        {kind === 'base' && image.baseImage !== undefined && (
          <>
            <TextLink to="/images/$imageId" params={{ imageId: image.baseImage.imageId }} size="sm" underline="always">
              {breakable(referenceWords(image.baseImage.reference))}
            </TextLink>
            {' · '}
          </>
        )}
        {plural(findings, 'finding')}
        {kind === 'base' && findings > 0 && ': a newer base image may mend them'}
        {kind === 'all' && ' · no base image is known: scan the one it is built on to see both apart'}
      </Text>
    </Group>
  );
}

function cellsOf({ layer, createdBy }: BuildStep, imageId: string): readonly ReactNode[] {
  const instruction = cleanInstruction(createdBy) ?? 'instruction not recorded';
  if (layer === undefined) {
    return [
      null,
      <Text key="instruction" span c="dimmed" size="sm" className="mono">
        {instruction}
      </Text>,
      null,
      null,
      null,
    ];
  }
  return [
    layer.index.toLocaleString('en'),
    <Fragment key="instruction">
      <span className="mono">{instruction}</span>
      <span className={parts.code} title="Digest of the uncompressed layer">
        {layer.diffId}
      </span>
    </Fragment>,
    formatBytes(layer.size),
    <Packages key="packages" layer={layer} imageId={imageId} />,
    totalOf(layer.severityCounts) === 0 ? (
      <Text key="findings" span c="dimmed" size="sm">
        no findings
      </Text>
    ) : (
      <SeverityCounts key="findings" counts={layer.severityCounts} of={{ imageId, layer: layer.index }} />
    ),
  ];
}

interface PackagesProps {
  readonly layer: NonNullable<BuildStep['layer']>;
  readonly imageId: string;
}

function Packages({ layer: { index, packages, removedPackages }, imageId }: PackagesProps) {
  return (
    <>
      {packages === 0 ? (
        '0'
      ) : (
        <TextLink to="/images/$imageId/content" params={{ imageId }} search={{ layer: index }} size="sm">
          {packages.toLocaleString('en')}
        </TextLink>
      )}
      {removedPackages > 0 && ' '}
      {removedPackages > 0 && (
        <Text size="xs" c="dimmed">
          {removedPackages.toLocaleString('en')} removed or replaced
        </Text>
      )}
    </>
  );
}
