import type { Selectable } from 'kysely';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Package } from '#core/package.ts';
import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { findLifecycles } from '#engine/lifecycle/index.ts';
import type { Tables } from '../schema.ts';
import type { ImageSurvey } from './image-survey.ts';

/** What says how long products are supported; absent while there is no advisory database. */
export type SupportDates = Pick<AdvisoryDatabase, 'endOfLife'> | undefined;

/**
 * How long the distro and the run-times of a stored image are supported, as of `now`: a day changes it and no scan does, so it is worked out
 * when it is asked for.
 */
export function imageLifecycles(
  image: Pick<Selectable<Tables['image']>, 'distro'>,
  { runtimes }: Pick<ImageSurvey, 'runtimes'>,
  { support, now }: { readonly support: SupportDates; readonly now: Date },
): readonly Lifecycle[] {
  const packages = runtimes.map((row): Package => ({ ...row, id: row.purl, licenses: [], locations: [], foundBy: [] }));
  const distro = image.distro === null ? {} : { distro: image.distro };
  return findLifecycles({ ...distro, packages }, support ?? { endOfLife: () => undefined }, now);
}
