import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImageOverview } from '../../api/generated/index.ts';
import { TextLink } from '../../components/page/links.tsx';
import { type Severity, severities, severityLabels } from '../../components/severity/severity.ts';
import { SeverityBar } from '../../components/severity/severity-bar.tsx';
import { severityStyle } from '../../components/severity/severity-style.ts';
import styles from './image.module.css';
import { type FixChoice, type MatrixRow, matrixRows } from './matrix-rows.ts';

const choices = [
  { value: 'all', label: 'All findings' },
  { value: 'yes', label: 'Has fix' },
  { value: 'no', label: 'No fix' },
];

/** Packages by type and severity; each cell leads to the vulnerabilities that it counts. */
export function PackageMatrix({ image }: { readonly image: ImageOverview }) {
  const [fix, setFix] = useState<FixChoice>('all');
  const { rows, sum } = matrixRows(image.packageTypes, fix);
  return (
    <section className={`${styles.card} ${styles.wide}`} aria-labelledby="matrix">
      <Group justify="space-between" mb={6}>
        <Title order={2} id="matrix">
          Packages by severity
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Findings to count"
          data={choices}
          value={fix}
          onChange={(value) => setFix(value as FixChoice)}
        />
      </Group>
      <SeverityBar counts={sum.counts} />
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Packages</th>
            {severities.map((severity) => (
              <th key={severity} scope="col">
                <span className={styles.word}>{severityLabels[severity].word}</span>
                <span className={styles.letter} aria-hidden>
                  {severityLabels[severity].letter}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.type} imageId={image.imageId} row={row} fix={fix} type={row.type} />
          ))}
          {rows.length > 1 && <Row imageId={image.imageId} row={sum} fix={fix} />}
        </tbody>
      </table>
      {rows.length === 0 && (
        <Text c="dimmed" size="sm" py="md">
          No package was found in this image. The coverage verdict says whether one could have been.
        </Text>
      )}
    </section>
  );
}

interface RowProps {
  readonly imageId: string;
  readonly row: MatrixRow;
  readonly fix: FixChoice;
  readonly type?: string;
}

function Row({ imageId, row, fix, type }: RowProps) {
  return (
    <tr>
      <th scope="row">{row.type}</th>
      <td>
        <TextLink
          size="sm"
          to="/images/$imageId/content"
          params={{ imageId }}
          search={type === undefined ? {} : { type }}
          aria-label={`${row.vulnerablePackages.toLocaleString('en')} / ${row.packages.toLocaleString('en')} ${row.type} packages have findings`}
        >
          {row.vulnerablePackages.toLocaleString('en')} / {row.packages.toLocaleString('en')}
        </TextLink>
      </td>
      {severities.map((severity) => (
        <td key={severity}>
          <Cell imageId={imageId} row={row} severity={severity} fix={fix} {...(type !== undefined && { type })} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ imageId, row, severity, fix, type }: RowProps & { readonly severity: Severity }) {
  const count = row.counts[severity];
  if (count === 0)
    return (
      <Text span c="dimmed" size="sm">
        0
      </Text>
    );
  return (
    <Link
      to="/images/$imageId/vulnerabilities"
      params={{ imageId }}
      search={{ only: severity, ...(type !== undefined && { type }), ...(fix !== 'all' && { fix }) }}
      className={styles.matrixCell ?? ''}
      style={severityStyle(severity)}
      aria-label={`${count.toLocaleString('en')} ${severityLabels[severity].word} in ${row.type} packages`}
    >
      {count.toLocaleString('en')}
    </Link>
  );
}
