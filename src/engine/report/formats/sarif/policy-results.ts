import type { RuleVerdict, Verdict, Violation } from '#core/policy.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { shortened } from '../../writing/describe-finding.ts';
import { violationDescriber } from '../../writing/describe-verdict.ts';
import { fingerprintsOf } from './fingerprints.ts';

interface PolicyRule {
  readonly id: string;
  readonly verdict: Verdict;
  readonly rule: RuleVerdict;
}

/** Rules of policies that the image or a package violates, for which no finding stands; `policy/<policy>/<rule>`. */
export function policyRulesOf({ verdicts }: Pick<ScanReport, 'verdicts'>): readonly PolicyRule[] {
  return verdicts.flatMap((verdict) =>
    verdict.rules
      .filter(({ subject, violations }) => subject !== 'finding' && violations.length > 0)
      .map((rule) => ({ id: `policy/${verdict.policyId}/${rule.ruleId}`, verdict, rule })),
  );
}

/** Writes such a rule as a SARIF `reportingDescriptor`. */
export function descriptorOf({ id, verdict, rule }: PolicyRule): object {
  const text = shortened(`${verdict.policyName}: ${rule.description}`, 1000);
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    defaultConfiguration: { level: levelOf(rule) },
    properties: { tags: ['policy'] },
  };
}

/** A result for each violation of such rules; `offset` is how many rules stand before them. */
export function* policyResults(report: ScanReport, rules: readonly PolicyRule[], offset: number): Generator<object> {
  const describe = violationDescriber(report);
  for (const [index, { id, verdict, rule }] of rules.entries()) {
    for (const violation of rule.violations) {
      const subject = violation.packageId ?? report.image.id;
      yield {
        ruleId: id,
        ruleIndex: offset + index,
        level: levelOf(rule),
        message: { text: `${verdict.policyName}: ${describe(violation) || rule.description}` },
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: '.', uriBaseId: 'ROOTPATH' }, region: { startLine: 1 } },
            logicalLocations: [{ fullyQualifiedName: subject, kind: rule.subject }],
          },
        ],
        partialFingerprints: fingerprintsOf('plimsollPolicy', identityOf(id, violation)),
      };
    }
  }
}

/** Nothing of the image itself, whose digest is another after each build. */
function identityOf(ruleId: string, { packageId }: Violation): string {
  return `${ruleId} ${packageId ?? 'image'}`;
}

function levelOf({ outcome }: RuleVerdict): 'error' | 'warning' {
  return outcome === 'fail' ? 'error' : 'warning';
}
