import type { Finding, Suppression } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { Verdict } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { ReportFormat } from '../../report-format.ts';
import { adviceOf, packagesById } from '../../writing/describe-finding.ts';
import { describeSuppression } from '../../writing/describe-suppression.ts';
import { rulesByFinding } from '../../writing/describe-verdict.ts';
import { isCounted, whyHidden } from '../../writing/not-counted.ts';
import { writeJson } from '../../writing/write-json.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { descriptorOf, policyResults, policyRulesOf } from './policy-results.ts';
import { levels, type Rule, ruleOf, rulesOf } from './rules.ts';

/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), as code-scanning services take it: a rule for each vulnerability, a result for each
 * finding, suppressions with their reason, and what could not be read as notifications of the run. Which rules of policies a finding violates is
 * one of its properties; what the image or a package violates is a result of its own.
 */
export const sarif = {
  name: 'sarif',
  displayName: 'SARIF',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  const rules = rulesOf(report.findings);
  const policyRules = policyRulesOf(report);
  const violated = rulesByFinding(report.verdicts);
  const packages = packagesById(report);
  yield* writeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plimsoll',
            version: report.tool.version,
            rules: chain(rules.values().map(ruleOf), policyRules.map(descriptorOf)),
          },
        },
        automationDetails: { id: `plimsoll/${report.image.reference}` },
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: report.startedAt,
            endTimeUtc: report.finishedAt,
            toolExecutionNotifications: report.problems.map(({ code, message, affectsCoverage }) => ({
              descriptor: { id: code },
              level: affectsCoverage ? 'error' : 'note',
              message: { text: message || code },
            })),
          },
        ],
        originalUriBaseIds: { ROOTPATH: { description: { text: 'The root of the image.' } } },
        properties: {
          image: report.image.reference,
          imageId: report.image.id,
          complete: report.complete,
          ...(report.verdicts.length > 0 && { policies: report.verdicts.map(outcomeOf) }),
        },
        results: chain(
          report.findings.values().map((finding) => {
            const one = packages.get(finding.packageId);
            return resultOf(finding, { one, rules, policyRules: violated.get(finding.id) });
          }),
          policyResults(report, policyRules, rules.size),
        ),
      },
    ],
  });
  yield '\n';
}

interface Context {
  readonly one: Package | undefined;
  readonly rules: ReadonlyMap<string, Rule>;
  /** Those that the finding violates. */
  readonly policyRules: readonly string[] | undefined;
}

function resultOf(finding: Finding, { one, rules, policyRules }: Context): object {
  const { vulnerabilityId } = finding;
  const subject = one === undefined ? finding.packageId : `${one.name} ${one.version}`;
  return {
    ruleId: vulnerabilityId,
    ruleIndex: rules.get(vulnerabilityId)?.index ?? -1,
    level: levels[finding.severity],
    message: { text: `${subject} is affected by ${vulnerabilityId} (${finding.severity}). ${adviceOf(finding, one)}` },
    locations: locationsOf(finding, one),
    partialFingerprints: fingerprintsOf('plimsollFinding', finding.id),
    ...(!isCounted(finding) && { suppressions: suppressionsOf(finding) }),
    properties: {
      purl: one?.purl ?? finding.packageId,
      layer: finding.layer,
      fixedVersions: finding.fix.versions,
      ...(policyRules !== undefined && { policyRules }),
    },
  };
}

function outcomeOf({ policyId, policyName, outcome, asFarAsKnown }: Verdict): object {
  return { policyId, policyName, outcome, ...(asFarAsKnown !== undefined && { asFarAsKnown }) };
}

function* chain(...lists: readonly Iterable<object>[]): Generator<object> {
  for (const list of lists) yield* list;
}

/** What is counted apart is suppressed too, by us: services would count it with the others. */
function suppressionsOf(finding: Finding): readonly object[] {
  const hidden = whyHidden(finding);
  const decided = finding.suppressions.map((suppression) => ({
    justification: describeSuppression(suppression),
    properties: decisionOf(suppression),
  }));
  return [...decided, ...(hidden === undefined ? [] : [{ justification: hidden }])].map((one) => ({
    kind: 'external',
    status: 'accepted',
    ...one,
  }));
}

/** What programs look for in a decision: its reason stands beside it already. */
function decisionOf(suppression: Suppression): object {
  const { reason: _, ...decision } = suppression;
  return decision;
}

/** Services show a result only where it has a file and a line. */
function locationsOf(finding: Finding, one: Package | undefined): readonly object[] {
  const logicalLocations = [{ fullyQualifiedName: one?.purl ?? finding.packageId, kind: 'package' }];
  const places = one?.locations ?? [];
  return (places.length > 0 ? places : [{ path: '.', line: 1 }]).map(({ path, line }) => ({
    physicalLocation: {
      artifactLocation: { uri: relativeUri(path), uriBaseId: 'ROOTPATH' },
      region: { startLine: Math.max(1, line ?? 1) },
    },
    logicalLocations,
  }));
}

/** A path inside the image as a relative reference (RFC 3986); a colon in its first segment must not read as a scheme. */
function relativeUri(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}
