import { artifactModels, artifactOperations } from './artifacts.ts';
import { exceptionModels, exceptionOperations } from './exceptions.ts';
import { explanationModels, explanationOperations } from './explanations.ts';
import { exportModels, exportOperations } from './exports.ts';
import { hookModels, hookOperations } from './hooks.ts';
import { imageChangeModels, imageChangeOperations } from './image-changes.ts';
import { imageModels, imageOperations } from './images.ts';
import type { Operation } from './operation.ts';
import { overviewModels, overviewOperations } from './overviews.ts';
import { packageModels, packageOperations } from './packages.ts';
import { policyModels, policyOperations } from './policies.ts';
import { invalidProperty, problem } from './problem.ts';
import { recommendationModels, recommendationOperations } from './recommendations.ts';
import { referenceModels, referenceOperations } from './references.ts';
import { referrerModels, referrerOperations } from './referrers.ts';
import { registryModels, registryOperations } from './registries.ts';
import { registryFilters } from './registry-filters.ts';
import { repositoryModels, repositoryOperations } from './repositories.ts';
import { runModels, runOperations } from './runs.ts';
import { scanFailureModels, scanFailureOperations } from './scan-failures.ts';
import { scheduleModels, scheduleOperations } from './scan-schedule.ts';
import { scanModels, scanOperations } from './scans.ts';
import { sessionModels, sessionOperations } from './session.ts';
import { settingModels, settingOperations } from './settings.ts';
import { severityCounts } from './severity-counts.ts';
import { statementModels, statementOperations } from './statements.ts';
import { statusModels, statusOperations } from './status.ts';
import { tokenModels, tokenOperations } from './tokens.ts';
import { uploadOperations } from './uploads.ts';
import { verdictModels, verdictOperations } from './verdicts.ts';
import { viewModels, viewOperations } from './views.ts';
import { vulnerabilityModels, vulnerabilityOperations } from './vulnerabilities.ts';

/** Every model of the API that has a name. */
export const models = [
  invalidProperty,
  problem,
  severityCounts,
  ...sessionModels,
  ...statusModels,
  ...artifactModels,
  registryFilters,
  ...scheduleModels,
  ...scanFailureModels,
  ...runModels,
  ...hookModels,
  ...registryModels,
  ...imageModels,
  ...recommendationModels,
  ...imageChangeModels,
  ...referrerModels,
  ...repositoryModels,
  ...packageModels,
  ...vulnerabilityModels,
  ...scanModels,
  ...referenceModels,
  ...exportModels,
  ...viewModels,
  ...overviewModels,
  ...tokenModels,
  ...settingModels,
  ...statementModels,
  ...exceptionModels,
  ...explanationModels,
  ...policyModels,
  ...verdictModels,
];

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  sessionOperations,
  statusOperations,
  registryOperations,
  scheduleOperations,
  runOperations,
  hookOperations,
  artifactOperations,
  repositoryOperations,
  imageOperations,
  recommendationOperations,
  imageChangeOperations,
  referrerOperations,
  vulnerabilityOperations,
  packageOperations,
  scanFailureOperations,
  scanOperations,
  uploadOperations,
  referenceOperations,
  exportOperations,
  viewOperations,
  overviewOperations,
  tokenOperations,
  settingOperations,
  statementOperations,
  explanationOperations,
  policyOperations,
  exceptionOperations,
  verdictOperations,
].flatMap((group) => Object.values<Operation>(group));
