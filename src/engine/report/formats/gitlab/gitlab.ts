import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Severity } from '#core/severity.ts';
import type { ReportFormat } from '../../report-format.ts';
import { adviceOf, packagesById, pathsOf, shortened } from '../../writing/describe-finding.ts';
import { describeSuppression } from '../../writing/describe-suppression.ts';
import { describeRuleVerdict, outcomeText, violatedRules, violationDescriber } from '../../writing/describe-verdict.ts';
import { describeHidden, isCounted } from '../../writing/not-counted.ts';
import { isWebUrl, vulnerabilityUrl } from '../../writing/vulnerability-url.ts';
import { writeJson } from '../../writing/write-json.ts';

/**
 * GitLab's container-scanning report (gitlab.com/gitlab-org/security-products/security-report-schemas, 15.0.2). Suppressed and hidden
 * findings, for which the format has no place, are left out and told of in messages; problems, as warnings where they affect coverage, and what
 * policies say are messages too.
 */
export const gitlab = {
  name: 'gitlab',
  displayName: 'GitLab container scanning',
  mediaType: 'application/json',
  extension: 'gl-container-scanning.json',
  write,
} as const satisfies ReportFormat;

const schemaVersion = '15.0.2';
/** Messages are shown in a log: each decision stands once more in the formats that have a place for it. */
const maxTold = 100;
const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  negligible: 'Info',
  unknown: 'Unknown',
};

function* write(report: ScanReport): Generator<string> {
  const { name, version } = report.tool;
  const program = { id: name, name: 'Plimsoll', version: version || '0', vendor: { name: 'Plimsoll' } };
  const packages = packagesById(report);
  const counted = report.findings.filter(isCounted);
  yield* writeJson({
    version: schemaVersion,
    scan: {
      analyzer: program,
      scanner: program,
      type: 'container_scanning',
      status: 'success',
      // Without a time zone: the format asks for UTC.
      start_time: report.startedAt.slice(0, 19),
      end_time: report.finishedAt.slice(0, 19),
      messages: messagesOf(report),
    },
    vulnerabilities: counted
      .values()
      .map((finding) => vulnerabilityOf(finding, packages.get(finding.packageId), report)),
    remediations: [],
  });
  yield '\n';
}

function messagesOf(report: ScanReport): readonly object[] {
  const problems = report.problems.map(({ code, message, affectsCoverage }) => ({
    level: affectsCoverage ? 'warn' : 'info',
    value: `${code}: ${message}`,
  }));
  const hidden = describeHidden(report.findings);
  const left = [...suppressedTexts(report), ...(hidden === '' ? [] : [hidden])];
  const describe = violationDescriber(report);
  const policies = report.verdicts.flatMap((verdict) => {
    const level = verdict.outcome === 'fail' || verdict.outcome === 'warn' ? 'warn' : 'info';
    const said = { level, value: `policy ${verdict.policyName}: ${outcomeText(verdict)}` };
    const rules = violatedRules(verdict).map((rule) => ({
      level,
      value: `violated: ${describeRuleVerdict(rule, describe)}`,
    }));
    return [said, ...rules];
  });
  return [
    ...policies,
    ...problems,
    ...left.map((value) => ({ level: 'info', value: `findings that are left out: ${value}` })),
  ];
}

/** How many findings are suppressed, then the first of them with who decided that and why. */
function suppressedTexts({ findings, packages }: ScanReport): readonly string[] {
  const suppressed = findings.filter(({ suppressions }) => suppressions.length > 0);
  if (suppressed.length === 0) return [];
  const names = new Map(packages.map(({ id, name }) => [id, name]));
  const told = suppressed
    .slice(0, maxTold)
    .map(
      ({ vulnerabilityId, packageId, suppressions }) =>
        `${vulnerabilityId} in ${names.get(packageId) ?? packageId}, ${suppressions.map(describeSuppression).join('; ')}`,
    );
  return [`${suppressed.length} suppressed`, ...told];
}

function vulnerabilityOf(finding: Finding, one: Package | undefined, { image, distro }: ScanReport): object {
  const { vulnerabilityId, aliases, summary, exploit } = finding;
  const exploits = (exploit?.publicExploits ?? []).filter(({ url }) => isWebUrl(url));
  const paths = pathsOf(one);
  return {
    id: finding.id,
    name: shortened(vulnerabilityId, 255),
    description: shortened(summary || vulnerabilityId, 100_000),
    severity: severityNames[finding.severity],
    solution: shortened(adviceOf(finding, one), 7000),
    identifiers: [vulnerabilityId, ...aliases].filter((id) => id !== '').map(identifierOf),
    links: [
      { url: vulnerabilityUrl(vulnerabilityId) },
      ...exploits.map(({ url, title }) => ({ url, ...(title !== undefined && { name: title }) })),
    ],
    location: {
      dependency: { package: { name: one?.name ?? finding.packageId }, version: one?.version ?? '' },
      operating_system: distro === undefined ? 'unknown' : `${distro.id} ${distro.versionId ?? ''}`.trim() || 'unknown',
      image: image.reference || image.id,
    },
    details: {
      layer: { name: 'Layer', type: 'text', value: finding.layer },
      ...(paths.length > 0 && { paths: { name: 'Paths', type: 'text', value: paths.join('\n') } }),
    },
  };
}

/** `cve` of `CVE-2024-1`, `ghsa` of `GHSA-…`: GitLab groups by it. */
function identifierOf(id: string): object {
  const type = /^[A-Za-z]+(?=-)/.exec(id)?.[0].toLowerCase() ?? 'other';
  return { type, name: id, value: id, url: vulnerabilityUrl(id) };
}
