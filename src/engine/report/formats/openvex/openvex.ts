import type { Finding, Suppression } from '#core/finding.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { ReportError } from '../../report-error.ts';
import type { ReportFormat } from '../../report-format.ts';
import { describeAcceptance } from '../../writing/describe-suppression.ts';
import { imagePurl } from '../../writing/image-purl.ts';
import { reportUuid } from '../../writing/report-uuid.ts';
import { writeJson } from '../../writing/write-json.ts';

/**
 * OpenVEX 0.2.0 (github.com/openvex/spec): what has been decided about findings, for others to apply, so only the suppressions. What
 * nobody has looked at is no statement of anybody's; a report without suppressions gives an error, since a document without
 * statements is not valid.
 */
export const openvex = {
  name: 'openvex',
  displayName: 'OpenVEX',
  mediaType: 'application/json',
  extension: 'openvex.json',
  write,
} as const satisfies ReportFormat;

/** One decision about one vulnerability, and the packages that it was made for. */
interface Decision {
  readonly finding: Finding;
  readonly suppression: Suppression;
  readonly packageIds: Set<string>;
}

function* write(report: ScanReport): Generator<string> {
  const decisions = decisionsOf(report.findings);
  if (decisions.length === 0) {
    throw new ReportError(
      'report/nothing-to-state',
      `no finding of ${report.image.reference} is suppressed, and an OpenVEX document without statements is not valid: nothing is written`,
    );
  }
  yield* writeJson({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `urn:uuid:${reportUuid(report, 'openvex')}`,
    author: report.tool.name,
    timestamp: report.finishedAt,
    version: 1,
    tooling: `${report.tool.name}/${report.tool.version}`,
    statements: decisions.values().map((decision) => statementOf(decision, imagePurl(report))),
  });
  yield '\n';
}

function decisionsOf(findings: readonly Finding[]): readonly Decision[] {
  const decisions = new Map<string, Decision>();
  for (const finding of findings) {
    for (const suppression of finding.suppressions) {
      const key = JSON.stringify([finding.vulnerabilityId, suppression]);
      const decision = decisions.get(key) ?? { finding, suppression, packageIds: new Set() };
      decisions.set(key, decision);
      decision.packageIds.add(finding.packageId);
    }
  }
  return [...decisions.values()];
}

function statementOf({ finding, suppression, packageIds }: Decision, image: string): object {
  const aliases = [...new Set(finding.aliases)];
  return {
    vulnerability: { name: finding.vulnerabilityId, ...(aliases.length > 0 && { aliases }) },
    products: [
      {
        '@id': image,
        identifiers: { purl: image },
        subcomponents: Array.from(packageIds, (purl) => ({ '@id': purl, identifiers: { purl } })),
      },
    ],
    ...statusOf(suppression),
    status_notes: `decided by ${suppression.by} ${suppression.statementId}`,
  };
}

/** VEX says that the image is not affected; who makes an exception accepts that it is. */
function statusOf(suppression: Suppression): object {
  if (suppression.by === 'vex') return { status: 'not_affected', impact_statement: suppression.reason };
  return { status: 'affected', action_statement: describeAcceptance(suppression) };
}
