import type { ConditionKind } from '../condition-kind.ts';
import { attackByNetwork } from './attack-by-network/attack-by-network.ts';
import { confidentMatch } from './confident-match/confident-match.ts';
import { coverageIncomplete } from './coverage-incomplete/coverage-incomplete.ts';
import { cvssScore } from './cvss-score/cvss-score.ts';
import { disclosedBetween } from './disclosed-between/disclosed-between.ts';
import { disclosureAge } from './disclosure-age/disclosure-age.ts';
import { discouragedInstruction } from './discouraged-instruction/discouraged-instruction.ts';
import { endOfLife } from './end-of-life/end-of-life.ts';
import { environmentVariableMissing } from './environment-variable-missing/environment-variable-missing.ts';
import { environmentVariablePresent } from './environment-variable-present/environment-variable-present.ts';
import { epssPercentile } from './epss-percentile/epss-percentile.ts';
import { epssScore } from './epss-score/epss-score.ts';
import { exposedPort } from './exposed-port/exposed-port.ts';
import { fixAvailable } from './fix-available/fix-available.ts';
import { imageAge } from './image-age/image-age.ts';
import { imageSize } from './image-size/image-size.ts';
import { knownExploited } from './known-exploited/known-exploited.ts';
import { knownExploitedDue } from './known-exploited-due/known-exploited-due.ts';
import { labelMissing } from './label-missing/label-missing.ts';
import { labelPresent } from './label-present/label-present.ts';
import { licenseInList } from './license-in-list/license-in-list.ts';
import { licenseNotInList } from './license-not-in-list/license-not-in-list.ts';
import { noPrivilegesNeeded } from './no-privileges-needed/no-privileges-needed.ts';
import { noUserInteraction } from './no-user-interaction/no-user-interaction.ts';
import { packageInList } from './package-in-list/package-in-list.ts';
import { packageKind } from './package-kind/package-kind.ts';
import { packageManagerRun } from './package-manager-run/package-manager-run.ts';
import { packageType } from './package-type/package-type.ts';
import { publicExploit } from './public-exploit/public-exploit.ts';
import { ransomware } from './ransomware/ransomware.ts';
import { riskScore } from './risk-score/risk-score.ts';
import { runsAsRoot } from './runs-as-root/runs-as-root.ts';
import { secretsPresent } from './secrets-present/secrets-present.ts';
import { severity } from './severity/severity.ts';
import { userNotInList } from './user-not-in-list/user-not-in-list.ts';
import { vulnerabilityInList } from './vulnerability-in-list/vulnerability-in-list.ts';

/** Every kind of condition, in the order in which a form offers them: on findings, on packages, on the image. */
export const conditionKinds: readonly ConditionKind[] = [
  severity,
  cvssScore,
  riskScore,
  knownExploited,
  knownExploitedDue,
  ransomware,
  publicExploit,
  epssScore,
  epssPercentile,
  attackByNetwork,
  noPrivilegesNeeded,
  noUserInteraction,
  fixAvailable,
  disclosureAge,
  disclosedBetween,
  vulnerabilityInList,
  confidentMatch,
  packageKind,
  packageType,
  packageInList,
  licenseInList,
  licenseNotInList,
  runsAsRoot,
  userNotInList,
  secretsPresent,
  endOfLife,
  coverageIncomplete,
  imageAge,
  imageSize,
  labelMissing,
  labelPresent,
  environmentVariablePresent,
  environmentVariableMissing,
  exposedPort,
  packageManagerRun,
  discouragedInstruction,
];
