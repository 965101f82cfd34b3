import { compareDigits, compareText } from '../../characters.ts';
import { type MavenItem, releaseQualifier } from './maven-item.ts';

/** Compares two lists item by item; past the end of the shorter one each item is compared with nothing. */
export function compareItems(a: readonly MavenItem[], b: readonly MavenItem[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a[i], b[i]];
    const difference =
      left === undefined
        ? -compareWithNothing(right)
        : right === undefined
          ? compareWithNothing(left)
          : compareItem(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Words before lists before numbers: `1-rc < 1-1 < 1.1`. */
const kinds = ['word', 'list', 'number'];

function compareItem(a: MavenItem, b: MavenItem): number {
  if (a.kind === 'number' && b.kind === 'number') return compareDigits(a.digits, b.digits);
  if (a.kind === 'word' && b.kind === 'word') return compareText(a.qualifier, b.qualifier);
  if (a.kind === 'list' && b.kind === 'list') return compareItems(a.items, b.items);
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

function compareWithNothing(item: MavenItem | undefined): number {
  if (item === undefined) return 0;
  if (item.kind === 'number') return Number(item.digits !== '');
  if (item.kind === 'word') return compareText(item.qualifier, releaseQualifier);
  return item.items.map(compareWithNothing).find((difference) => difference !== 0) ?? 0;
}
