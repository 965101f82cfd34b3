import { compareLists } from '../../compare-lists.ts';
import { maxVersionLength } from '../../limits.ts';
import type { VersionScheme } from '../../version-scheme.ts';

/** The numbers of an R version, without the zeros at its end, which do not order. */
export type CranVersion = readonly number[];

/**
 * Versions of R packages, valid and ordered as R's `numeric_version` (rdrr.io/r/base/numeric_version.html): numbers with dots or
 * dashes between them, which are the same.
 */
export const cran = {
  name: 'cran',
  parse: parseCranVersion,
  compare: (a, b) => compareLists(a, b, (x, y) => x - y),
} as const satisfies VersionScheme<CranVersion>;

/** R's integers. */
const maxInteger = 0x7fff_ffff;

function parseCranVersion(text: string): CranVersion | undefined {
  if (text.length > maxVersionLength || !/^[0-9]+(?:[.-][0-9]+)*$/.test(text)) return undefined;
  const numbers = text.split(/[.-]/).map(Number);
  if (numbers.some((number) => number > maxInteger)) return undefined;
  return numbers.slice(0, numbers.findLastIndex((number) => number !== 0) + 1);
}
