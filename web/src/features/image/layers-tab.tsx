import { Group, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ImageOverview } from '../../api/generated/index.ts';
import { useImage } from '../../api/images.ts';
import { TableSkeleton } from '../../components/feedback/table-skeleton.tsx';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { plural } from '../../components/format/plural.ts';
import { TextLink } from '../../components/page/links.tsx';
import parts from '../../components/page/parts.module.css';
import { totalOf } from '../../components/severity/severity.ts';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
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
          <table className={parts.table}>
            <thead>
              <tr>
                <th scope="col">Layer</th>
                <th scope="col">Instruction</th>
                <th scope="col">Size</th>
                <th scope="col">Packages</th>
                <th scope="col">Findings</th>
              </tr>
            </thead>
            <tbody>
              {group.steps.map((step) => (
                <StepRow key={step.key} step={step} imageId={imageId} />
              ))}
            </tbody>
          </table>
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
      <Title order={2} id={`steps-${kind}`} mb="0 !important">
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        {kind === 'base' && image.baseImage !== undefined && (
          <>
            <TextLink to="/images/$imageId" params={{ imageId: image.baseImage.imageId }} size="sm" underline="always">
              {image.baseImage.reference}
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

function StepRow({ step, imageId }: { readonly step: BuildStep; readonly imageId: string }) {
  const { layer } = step;
  const instruction = cleanInstruction(step.createdBy) ?? 'instruction not recorded';
  if (layer === undefined) {
    return (
      <tr>
        <td />
        <td className={styles.instruction} colSpan={4}>
          <Text span c="dimmed" size="sm" className="mono">
            {instruction}
          </Text>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td>{layer.index}</td>
      <td className={styles.instruction}>
        <span className="mono">{instruction}</span>
        <span className={parts.code} title="Digest of the uncompressed layer">
          {layer.diffId}
        </span>
      </td>
      <td className={styles.nowrap}>{formatBytes(layer.size)}</td>
      <td>
        {layer.packages === 0 ? (
          '0'
        ) : (
          <TextLink to="/images/$imageId/content" params={{ imageId }} search={{ layer: layer.index }} size="sm">
            {layer.packages.toLocaleString('en')}
          </TextLink>
        )}
        {layer.removedPackages > 0 && (
          <Text size="xs" c="dimmed" className={styles.nowrap ?? ''}>
            {layer.removedPackages.toLocaleString('en')} removed or replaced
          </Text>
        )}
      </td>
      <td>
        {totalOf(layer.severityCounts) === 0 ? (
          <Text span c="dimmed" size="sm">
            none
          </Text>
        ) : (
          <SeverityCounts counts={layer.severityCounts} of={{ imageId, layer: layer.index }} />
        )}
      </td>
    </tr>
  );
}
