import type { Finding, Suppression } from '#core/finding.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Severity, SeverityRating } from '#core/severity.ts';
import { adviceOf, packagesById } from '../../writing/describe-finding.ts';
import { describeAcceptance } from '../../writing/describe-suppression.ts';
import { whyHidden } from '../../writing/not-counted.ts';
import { isWebUrl, vulnerabilityUrl } from '../../writing/vulnerability-url.ts';

const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  negligible: 'info',
  unknown: 'unknown',
};

const methods: Readonly<Record<SeverityRating['kind'], string>> = {
  vendor: 'other',
  cvss2: 'CVSSv2',
  cvss3: 'CVSSv3',
  cvss4: 'CVSSv4',
};

/** Writes each finding as a vulnerability of one package: what is known of a flaw, its fix above all, differs between packages. */
export function* vulnerabilitiesOf(report: ScanReport): Generator<object> {
  const packages = packagesById(report);
  for (const finding of report.findings) {
    const { id, vulnerabilityId, aliases, summary, published, exploit, packageId } = finding;
    const exploits = (exploit?.publicExploits ?? []).filter(({ url }) => isWebUrl(url));
    yield {
      'bom-ref': `finding-${id}`,
      id: vulnerabilityId,
      source: { url: vulnerabilityUrl(vulnerabilityId) },
      ...(aliases.length > 0 && {
        references: aliases.map((alias) => ({ id: alias, source: { url: vulnerabilityUrl(alias) } })),
      }),
      ratings: ratingsOf(finding),
      ...(summary !== '' && { description: summary }),
      recommendation: adviceOf(finding, packages.get(packageId)),
      ...(exploits.length > 0 && { advisories: exploits.map(({ url }) => ({ title: 'public exploit', url })) }),
      ...(published !== undefined && { published }),
      ...analysisOf(finding),
      affects: [{ ref: packageId }],
      properties: propertiesOf(finding),
    };
  }
}

/** The severity that was chosen first, since readers take the first; then all ratings, each under the name of who gave it. */
function ratingsOf({ severity, scores }: Finding): readonly object[] {
  const chosen = { source: { name: 'plimsoll' }, severity: severityWords[severity], method: 'other' };
  const given = scores.map(({ by, kind, severity: rated, score, vector }) => ({
    source: { name: by },
    ...(score !== undefined && { score }),
    severity: severityWords[rated],
    method: vector?.startsWith('CVSS:3.1/') === true ? 'CVSSv31' : methods[kind],
    ...(vector !== undefined && { vector }),
  }));
  return [chosen, ...given];
}

/** What has been decided of a finding, or follows from what its package holds; nothing for most. */
function analysisOf(finding: Finding): object {
  const [suppression] = finding.suppressions;
  if (suppression !== undefined) return { analysis: analysisBy(suppression) };
  if (finding.hidden === undefined || finding.hidden === 'informational') return {};
  return { analysis: { state: 'not_affected', justification: 'code_not_present', detail: whyHidden(finding) } };
}

/** VEX says that the package is not affected; who makes an exception accepts that it is. */
function analysisBy(suppression: Suppression): object {
  if (suppression.by === 'vex') return { state: 'not_affected', detail: suppression.reason };
  return { state: 'exploitable', response: ['will_not_fix'], detail: describeAcceptance(suppression) };
}

function propertiesOf({ fix, layer, exploit, hidden, confidence }: Finding): readonly object[] {
  return [
    { name: 'plimsoll:finding:fix', value: fix.state },
    ...fix.versions.map((value) => ({ name: 'plimsoll:finding:fixedVersion', value })),
    { name: 'plimsoll:finding:layer', value: layer },
    ...(hidden === undefined ? [] : [{ name: 'plimsoll:finding:hidden', value: hidden }]),
    ...(confidence === undefined ? [] : [{ name: 'plimsoll:finding:confidence', value: confidence }]),
    ...(exploit?.knownExploited === undefined
      ? []
      : [{ name: 'plimsoll:finding:knownExploitedSince', value: exploit.knownExploited.dateAdded }]),
    ...(exploit?.epss === undefined ? [] : [{ name: 'plimsoll:finding:epss', value: String(exploit.epss.score) }]),
  ];
}
