import type { ImageOverview } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';

type Policies = ImageOverview['policy']['policies'];

/** How many policies come to the same for an image. */
interface PolicyCount {
  readonly words: string;
  /** They are shown only where one asks for what passes. */
  readonly isKept: boolean;
}

const parts = [
  ['fail', 'violated and failing'],
  ['warn', 'violated and warning'],
  ['pending', 'still being evaluated'],
  ['accepted', 'accepted'],
  ['pass', 'kept'],
] as const;

/** Counts the policies about an image by what they come to, worst first: `1 policy violated and failing`, `2 kept`. */
export function policyCounts(policies: Policies): readonly PolicyCount[] {
  const counts = parts
    .map(([outcome, words]) => ({ outcome, words, count: policies.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ outcome, words, count }, index) => ({
    words: `${index === 0 ? plural(count, 'policy', 'policies') : count} ${words}`,
    isKept: outcome === 'pass',
  }));
}
