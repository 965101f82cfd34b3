import type { ReleaseCycle } from '#core/advisory.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';

const maxParts = 4;

/** The release line of a version: that with the longest name which the version begins with, of whole numbers: 18.12.1 is of 18. */
export function findCycle(
  product: string,
  version: string,
  database: Pick<AdvisoryDatabase, 'endOfLife'>,
): ReleaseCycle | undefined {
  const numbers = /^(?:go|v)?(\d{1,10}(?:\.\d{1,10}){0,3})/.exec(version)?.[1]?.split('.') ?? [];
  for (let length = Math.min(numbers.length, maxParts); length > 0; length -= 1) {
    const cycle = database.endOfLife(product, numbers.slice(0, length).join('.'));
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
