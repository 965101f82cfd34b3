import type { ChangedPackages } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';

/** What became of packages: `3 in another version, 1 new`. */
export function packageChangeWords({ added, removed, changed }: Omit<ChangedPackages, 'listed'>): string {
  const words = [
    [changed, 'in another version'],
    [added, 'new'],
    [removed, 'gone'],
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
  return parts.length === 0 ? 'the same' : parts.join(', ');
}

/** Says that attacks have become known; undefined where none have. */
export function attackedWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return `${plural(count, 'finding')} ${count === 1 ? 'is' : 'are'} known to be attacked since.`;
}
