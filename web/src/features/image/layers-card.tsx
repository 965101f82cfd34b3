import { Text, Title } from '@mantine/core';
import type { ImageOverview } from '../../api/generated/index.ts';
import { formatBytes } from '../../components/format/format-bytes.ts';
import { TextLink } from '../../components/page/links.tsx';
import { totalOf } from '../../components/severity/severity.ts';
import { SeverityCounts } from '../../components/severity/severity-counts.tsx';
import { cleanInstruction } from './clean-instruction.ts';
import styles from './image.module.css';

/** Which instruction brought which packages and findings, lowest layer first. */
export function LayersCard({ image }: { readonly image: ImageOverview }) {
  return (
    <section className={styles.card} aria-labelledby="layers">
      <Title order={2} id="layers">
        Layers
      </Title>
      <table className={styles.small}>
        <thead>
          <tr>
            <th scope="col">Instruction</th>
            <th scope="col">Size</th>
            <th scope="col">Packages</th>
            <th scope="col">Findings</th>
          </tr>
        </thead>
        <tbody>
          {image.layers.map((layer) => (
            <tr key={layer.index}>
              <td style={{ overflowWrap: 'anywhere' }}>
                <Text span c="dimmed" size="xs">
                  {layer.index}
                </Text>{' '}
                <span className="mono">{cleanInstruction(layer.createdBy) ?? 'instruction not recorded'}</span>
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{formatBytes(layer.size)}</td>
              <td>{layer.packages.toLocaleString('en')}</td>
              <td>
                {totalOf(layer.severityCounts) === 0 ? (
                  <Text span c="dimmed" size="sm">
                    none
                  </Text>
                ) : (
                  <TextLink
                    to="/images/$imageId/vulnerabilities"
                    params={{ imageId: image.imageId }}
                    search={{ layer: layer.index }}
                    underline="never"
                  >
                    <SeverityCounts counts={layer.severityCounts} />
                  </TextLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
