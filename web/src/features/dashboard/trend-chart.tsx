import { Group, Text } from '@mantine/core';
import type { DailyTotals } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';
import { describeCounts, severities, severityLabels, totalOf } from '../../components/severity/severity.ts';
import { trendAreas } from './trend-areas.ts';
import styles from './trend-chart.module.css';

const width = 720;
const height = 150;

/** Findings by severity over time. A day alone is said in words. */
export function TrendChart({ days }: { readonly days: readonly DailyTotals[] }) {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined || days.length < 2) {
    return (
      <Text size="sm" c="dimmed">
        {last === undefined
          ? 'The first day is counted tonight.'
          : `${plural(totalOf(last.severityCounts), 'finding')} so far: a trend shows from the second day on.`}
      </Text>
    );
  }
  const { areas, highest } = trendAreas(days, width, height);
  const label = `${first.day}: ${describeCounts(first.severityCounts)}. ${last.day}: ${describeCounts(last.severityCounts)}.`;
  return (
    <>
      <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img">
        <title>{label}</title>
        {areas.map(({ severity, path }) => (
          <path key={severity} d={path} fill={`var(--severity-${severity}-solid)`} />
        ))}
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {first.day}
        </Text>
        <Text size="xs" c="dimmed">
          at most {plural(highest, 'finding')}
        </Text>
        <Text size="xs" c="dimmed">
          {last.day}
        </Text>
      </Group>
      <Group gap="md" mt={4}>
        {severities.map((severity) => (
          <span key={severity} className={styles.key}>
            <span className={styles.swatch} style={{ background: `var(--severity-${severity}-solid)` }} />
            {severityLabels[severity].word}
          </span>
        ))}
      </Group>
    </>
  );
}
