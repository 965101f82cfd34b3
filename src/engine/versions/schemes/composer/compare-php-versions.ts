import { compareDigits } from '../../characters.ts';
import { isNumeric } from '../../semantic-version.ts';

/** Beginnings of the words that PHP knows, in their order; `#` stands for a number, and other words come before all. */
const forms = ['dev', 'alpha', 'a', 'beta', 'b', 'RC', 'rc', '#', 'pl', 'p'];
const ranks = [0, 1, 1, 2, 2, 3, 3, 4, 5, 5];
const number = '#';

/** Compares divided versions as PHP's `version_compare` does (php.net/version_compare); a missing part counts as a number before `pl`. */
export function comparePhpVersions(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareParts(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  const [restA, restB] = [a[length], b[length]];
  if (restA !== undefined) return isNumeric(restA) ? 1 : compareForms(restA, number);
  if (restB !== undefined) return isNumeric(restB) ? -1 : compareForms(number, restB);
  return 0;
}

function compareParts(a: string, b: string): number {
  if (isNumeric(a) && isNumeric(b)) return compareDigits(a, b);
  return compareForms(isNumeric(a) ? number : a, isNumeric(b) ? number : b);
}

function compareForms(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

function rankOf(word: string): number {
  return ranks[forms.findIndex((form) => word.startsWith(form))] ?? -1;
}
