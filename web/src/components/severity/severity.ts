/** Severities as screens show them, worst first; `unknown` is "not rated yet". */
export const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
export type Severity = (typeof severities)[number];

/** Number of findings of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

/** Word and letter of each severity: colour is never the only mark. */
export const severityLabels: Readonly<Record<Severity, { readonly word: string; readonly letter: string }>> = {
  critical: { word: 'Critical', letter: 'C' },
  high: { word: 'High', letter: 'H' },
  medium: { word: 'Medium', letter: 'M' },
  low: { word: 'Low', letter: 'L' },
  negligible: { word: 'Negligible', letter: 'N' },
  unknown: { word: 'Not rated', letter: '?' },
};

/** All findings together. */
export function totalOf(counts: SeverityCounts): number {
  return severities.reduce((sum, severity) => sum + counts[severity], 0);
}

/** The counts in words, for screen readers: `3 critical, 12 high`; `no findings` where all are zero. */
export function describeCounts(counts: SeverityCounts): string {
  const words = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity].toLocaleString('en')} ${severityLabels[severity].word.toLowerCase()}`);
  return words.length === 0 ? 'no findings' : words.join(', ');
}

/** Tells whether a text is a severity. */
export function isSeverity(text: unknown): text is Severity {
  return severities.some((severity) => severity === text);
}

/** The number as a narrow column shows it: `987`, `1.2k`, `35k`, `2M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 10_000) return `${(Math.floor(count / 100) / 10).toString()}k`;
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${Math.floor(count / 1_000_000)}M`;
}
