import { Text, Title } from '@mantine/core';
import type { Rating } from '../../api/generated/index.ts';
import { SeverityBadge } from '../../components/severity/severity-badge.tsx';
import styles from './image.module.css';

const systems = { vendor: 'Own words', cvss2: 'CVSS 2', cvss3: 'CVSS 3', cvss4: 'CVSS 4' } as const;

/** All ratings side by side, and who gave them. */
export function RatingsTable({ ratings }: { readonly ratings: readonly Rating[] }) {
  return (
    <section className={styles.section} aria-labelledby="ratings">
      <Title order={3} id="ratings">
        Ratings
      </Title>
      {ratings.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody has rated it yet. That does not make it harmless.
        </Text>
      ) : (
        <table className={styles.small}>
          <thead>
            <tr>
              <th scope="col">By</th>
              <th scope="col">System</th>
              <th scope="col">Severity</th>
              <th scope="col">Score</th>
            </tr>
          </thead>
          <tbody>
            {ratings.map((rating) => (
              <tr key={`${rating.by} ${rating.kind} ${rating.vector ?? ''}`}>
                <td>{rating.by}</td>
                <td>
                  {systems[rating.kind]}
                  {rating.vector !== undefined && <span className={styles.vector}>{rating.vector}</span>}
                </td>
                <td>
                  <SeverityBadge severity={rating.severity} />
                </td>
                <td>{rating.score?.toFixed(1) ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
