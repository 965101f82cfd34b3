import type { Sighting } from '#core/coverage.ts';
import type { ScanProblem } from '#core/problem.ts';
import { catalogProblem } from '../catalog-problem.ts';
import { quote } from '../quote.ts';

/**
 * Says what software is missing from the report because no cataloger reads it. Where nothing at all was found, programs that nothing
 * names are the software: then they count too.
 */
export function sightingProblems(sightings: readonly Sighting[], packages: number): readonly ScanProblem[] {
  const missing = sightings.filter(({ affectsCoverage }) => affectsCoverage);
  const programs = packages > 0 ? undefined : sightings.find(({ kind }) => kind === 'program');
  return [
    ...missing.map((one) =>
      catalogProblem({
        code: 'catalog/software-not-supported',
        message: `the image holds ${described(one)}, which are not read: what they are is missing from this report`,
      }),
    ),
    ...(programs === undefined
      ? []
      : [
          catalogProblem({
            code: 'catalog/nothing-identified',
            message: `the image holds ${described(programs)}, and nothing else that is known: what they are made of cannot be said`,
          }),
        ]),
  ];
}

function described({ name, count, isAtLeast, paths }: Sighting): string {
  const [first = ''] = paths;
  return `${name} (${isAtLeast === true ? 'at least ' : ''}${count}: ${quote(first)}${count > 1 ? ', …' : ''})`;
}
