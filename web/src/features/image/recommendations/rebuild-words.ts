import type { Rebuild } from '../../../api/generated/index.ts';
import { plural } from '../../../components/format/plural.ts';
import { totalOf } from '../../../components/severity/severity.ts';

/** The best rebuild in a sentence. */
export function rebuildSummary({ reference, fixes, adds, leaves, unknown }: Rebuild): string {
  const [fixed, added] = [totalOf(fixes.severityCounts), totalOf(adds.severityCounts)];
  const left = `leaves ${totalOf(leaves).toLocaleString('en')}`;
  const untold = totalOf(unknown) === 0 ? '' : `; ${plural(totalOf(unknown), 'more finding')} cannot be told`;
  if (fixed === 0 && added === 0) return `Rebuilt on ${reference} it would have the same findings${untold}.`;
  return `Rebuilt on ${reference}: fixes ${plural(fixed, 'finding')}, adds ${added.toLocaleString('en')}, ${left}${untold}.`;
}

/** What becomes of packages, leaving out what happens to none. */
export function packageWords({ changed, added, removed, unknown }: Rebuild['packages']): readonly string[] {
  const words = [
    [changed, 'in another version'],
    [added, 'new'],
    [removed, 'gone'],
    [unknown, 'of the old release: cannot be told'],
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
  return parts.length === 0 ? ['the same'] : parts;
}
