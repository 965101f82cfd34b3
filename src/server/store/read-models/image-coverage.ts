import type { Selectable } from 'kysely';
import type { Coverage, EcosystemCoverage } from '#core/coverage.ts';
import type { ScanProblem } from '#core/problem.ts';
import { assessCoverage } from '#engine/assess-coverage.ts';
import type { Tables } from '../schema.ts';
import type { ImageSurvey } from './image-survey.ts';

/** What a stored image's findings can and cannot say of it: the same verdict as a scan from the command line gives. */
export function imageCoverage(
  image: Pick<Selectable<Tables['image']>, 'distro' | 'layers' | 'reading'>,
  survey: Pick<ImageSurvey, 'ecosystems'>,
  about: {
    readonly problems: readonly ScanProblem[];
    /** When the advisories were built that its packages were matched with; undefined where they were not. */
    readonly advisoriesBuiltAt: string | undefined;
    readonly now: Date;
  },
): Coverage {
  const { problems, advisoriesBuiltAt, now } = about;
  const ecosystems = survey.ecosystems.map(present);
  const advisories = advisoriesBuiltAt === undefined ? {} : { advisories: { builtAt: advisoriesBuiltAt, ecosystems } };
  return assessCoverage({
    ...(image.distro !== null && { distro: image.distro }),
    ...(image.reading !== null && { reading: image.reading }),
    layers: image.layers,
    problems,
    ...advisories,
    now,
  });
}

function present({ ecosystem, release, packages, reason }: ImageSurvey['ecosystems'][number]): EcosystemCoverage {
  return {
    ecosystem,
    ...(release !== null && { release }),
    packages,
    covered: reason === null,
    ...(reason !== null && { reason }),
  };
}
