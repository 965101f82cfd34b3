import type { SeverityRating } from '#core/severity.ts';

type Kind = Exclude<SeverityRating['kind'], 'vendor'>;

interface Layout {
  readonly letter: string;
  readonly kind: Kind;
  readonly prefix: string;
  readonly metrics: readonly string[];
}

const v3 = ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'] as const;
const layouts: readonly Layout[] = [
  { letter: '2', kind: 'cvss2', prefix: '', metrics: ['AV', 'AC', 'Au', 'C', 'I', 'A'] },
  { letter: '0', kind: 'cvss3', prefix: 'CVSS:3.0/', metrics: v3 },
  { letter: '1', kind: 'cvss3', prefix: 'CVSS:3.1/', metrics: v3 },
  {
    letter: '4',
    kind: 'cvss4',
    prefix: 'CVSS:4.0/',
    metrics: ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
  },
];

/**
 * A CVSS vector in a quarter of its length, where it holds the base metrics in their usual order and nothing else, as nearly
 * all do: a letter for the version and one for each metric. Others stay as they are.
 */
export function packVector(vector: string): string {
  for (const { letter, prefix, metrics } of layouts) {
    const parts = vector.slice(prefix.length).split('/');
    const isUsual =
      vector.startsWith(prefix) &&
      parts.length === metrics.length &&
      metrics.every(
        (metric, index) => parts[index]?.length === metric.length + 2 && parts[index].startsWith(`${metric}:`),
      );
    if (isUsual) return letter + parts.map((part) => part.at(-1)).join('');
  }
  return vector;
}

/** Reads what {@link packVector} wrote, with the version of CVSS that it is of. */
export function unpackVector(packed: string): { readonly vector: string; readonly kind: Kind } {
  const layout = layouts.find(({ letter, metrics }) => packed[0] === letter && packed.length === metrics.length + 1);
  if (layout === undefined) return { vector: packed, kind: kindOf(packed) };
  const parts = layout.metrics.map((metric, index) => `${metric}:${packed[index + 1] ?? ''}`);
  return { vector: layout.prefix + parts.join('/'), kind: layout.kind };
}

function kindOf(vector: string): Kind {
  return layouts.find(({ prefix }) => prefix !== '' && vector.startsWith(prefix))?.kind ?? 'cvss2';
}
