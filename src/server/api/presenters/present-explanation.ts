import type { Static } from 'typebox';
import type { Explanation, PackageExplanation } from '#core/explanation.ts';
import type { explanation } from '../schemas/explanations.ts';

type Presented = Static<typeof explanation>;

/** An explanation as the API has it. */
export function presentExplanation({ packages, ...rest }: Explanation): Presented {
  return { ...rest, packages: packages.map(presentPackage) };
}

function presentPackage({ rating, suppressions, ...rest }: PackageExplanation): Presented['packages'][number] {
  return {
    ...rest,
    suppressions,
    ...(rating !== undefined && { severity: rating.severity, ratings: rating.scores, risk: rating.risk }),
  };
}
