// biome-ignore-all assist/source/organizeImports: where two branches each add a migration, both lines are kept as they come
import { initial } from './001-initial.ts';
import { packageOrigin } from './002-package-origin.ts';
import { imageSecrets } from './003-image-secrets.ts';
import { packageOwner } from './004-package-owner.ts';
import { newAdvisories } from './005-new-advisories.ts';
import { baseImage } from './006-base-image.ts';
import { packageRemoval } from './007-package-removal.ts';
import { listing } from './008-listing.ts';
import { registryFilters } from './009-registry-filters.ts';
import { registrySchedules } from './010-registry-schedules.ts';
import { runOutcomes } from './011-run-outcomes.ts';
import { dashboard } from './014-dashboard.ts';
import { apiTokens } from './015-api-tokens.ts';
import { imageReading } from './017-image-reading.ts';
import { findingClasses } from './018-finding-classes.ts';
import { vexStatements } from './020-statements.ts';
import { hookSecrets } from './016-hook-secrets.ts';
import { listedImages } from './021-listed-images.ts';
import { rolledUpTotals } from './022-rolled-up-totals.ts';
import { registryRates } from './019-registry-rates.ts';
import { referrers } from './024-referrers.ts';
import { trustedRegistries } from './026-trusted-registries.ts';
import { scanFailures } from './018-scan-failures.ts';
import { scanUploads } from './020-scan-uploads.ts';
import { support } from './023-support.ts';
import { imageEpss } from './025-image-epss.ts';
import { previousImage } from './025-previous-image.ts';

/** All migrations in order; forward only, and never edited once released. */
export const migrations = [
  initial,
  packageOrigin,
  imageSecrets,
  packageOwner,
  newAdvisories,
  baseImage,
  packageRemoval,
  listing,
  registryFilters,
  registrySchedules,
  runOutcomes,
  dashboard,
  apiTokens,
  imageReading,
  hookSecrets,
  listedImages,
  rolledUpTotals,
  registryRates,
  findingClasses,
  scanFailures,
  referrers,
  scanUploads,
  vexStatements,
  trustedRegistries,
  support,
  imageEpss,
  previousImage,
] as const;
