import { type SeverityCounts, severities, totalOf } from '../../components/severity/severity.ts';

/** What a day came to. */
export interface Day {
  readonly day: string;
  readonly severityCounts: SeverityCounts;
}

/** The outline of a severity's share in a chart, as an SVG path. */
export interface Area {
  readonly severity: (typeof severities)[number];
  readonly path: string;
}

/** The shares of the severities stacked on each other, the worst lowest, in a chart of this size; and the highest total. */
export function trendAreas(days: readonly Day[], width: number, height: number): { areas: Area[]; highest: number } {
  const highest = Math.max(1, ...days.map(({ severityCounts }) => totalOf(severityCounts)));
  const x = (at: number) => (days.length === 1 ? width / 2 : (at * width) / (days.length - 1));
  const y = (count: number) => round(height - (count * height) / highest);
  let below = days.map(() => 0);
  const areas = severities.map((severity) => {
    const above = days.map(({ severityCounts }, at) => (below[at] ?? 0) + severityCounts[severity]);
    const top = above.map((count, at) => `${round(x(at))},${y(count)}`);
    const bottom = below.map((count, at) => `${round(x(at))},${y(count)}`).reverse();
    below = above;
    return { severity, path: `M${[...top, ...bottom].join('L')}Z` };
  });
  return { areas, highest };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
