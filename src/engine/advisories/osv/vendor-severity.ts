import type { Severity } from '#core/severity.ts';

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  important: 'high',
  high: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'negligible',
  unimportant: 'negligible',
  none: 'negligible',
};

/** The severity that a vendor's word stands for; undefined for words that rate nothing (`unknown`, `not yet assigned`). */
export function severityOfWord(word: string | undefined): Severity | undefined {
  const lower = word?.trim().toLowerCase() ?? '';
  return Object.hasOwn(words, lower) ? words[lower] : undefined;
}
