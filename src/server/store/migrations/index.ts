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
import { hookSecrets } from './016-hook-secrets.ts';
import { imageReading } from './017-image-reading.ts';
import { findingClasses } from './018-finding-classes.ts';
import { scanFailures } from './019-scan-failures.ts';
import { registryRates } from './020-registry-rates.ts';
import { scanUploads } from './021-scan-uploads.ts';
import { vexStatements } from './022-statements.ts';
import { listedImages } from './023-listed-images.ts';
import { rolledUpTotals } from './024-rolled-up-totals.ts';
import { support } from './025-support.ts';
import { referrers } from './026-referrers.ts';
import { imageEpss } from './027-image-epss.ts';
import { previousImage } from './028-previous-image.ts';
import { trustedRegistries } from './029-trusted-registries.ts';
import { cheaperWrites } from './030-cheaper-writes.ts';
import { registryDocuments } from './031-registry-documents.ts';
import { setHolders } from './032-set-holders.ts';
import { artifacts } from './033-artifacts.ts';
import { cheaperSums } from './034-cheaper-sums.ts';
import { searchWords } from './035-search-words.ts';
import { laterAttachments } from './036-later-attachments.ts';
import { uploadedArchives } from './037-uploaded-archives.ts';
import { looksInRuns } from './038-looks-in-runs.ts';
import { allPlatforms } from './039-all-platforms.ts';
import { letterPairs } from './040-letter-pairs.ts';
import { goneTags } from './041-gone-tags.ts';
import { pushes } from './042-pushes.ts';
import { policies } from './043-policies.ts';
import { incompleteFirst } from './044-incomplete-first.ts';
import { namesByLength } from './045-names-by-length.ts';
import { exceptions } from './046-exceptions.ts';
import { supportOfImages } from './047-support-of-images.ts';
import { acceptedViolations } from './048-accepted-violations.ts';
import { sumsOffAnIndex } from './049-sums-off-an-index.ts';
import { wordsInNames } from './050-words-in-names.ts';
import { knownWarnings } from './051-known-warnings.ts';
import { repositoriesToDecide } from './052-repositories-to-decide.ts';

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
  hookSecrets,
  imageReading,
  findingClasses,
  scanFailures,
  registryRates,
  scanUploads,
  vexStatements,
  listedImages,
  rolledUpTotals,
  support,
  referrers,
  imageEpss,
  previousImage,
  trustedRegistries,
  cheaperWrites,
  registryDocuments,
  setHolders,
  artifacts,
  cheaperSums,
  searchWords,
  laterAttachments,
  uploadedArchives,
  looksInRuns,
  allPlatforms,
  letterPairs,
  goneTags,
  pushes,
  policies,
  incompleteFirst,
  namesByLength,
  exceptions,
  supportOfImages,
  acceptedViolations,
  sumsOffAnIndex,
  wordsInNames,
  knownWarnings,
  repositoriesToDecide,
] as const;
