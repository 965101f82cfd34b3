import type { Finding } from '#core/finding.ts';
import type { Package, PackageOrigin } from '#core/package.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { SecretFinding } from '#core/secret-finding.ts';
import { compareFindings, fixText, packagesById, pathsOf } from '../../writing/describe-finding.ts';
import { describeSuppression } from '../../writing/describe-suppression.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { whyHidden } from '../../writing/not-counted.ts';
import { placeText } from '../../writing/secret-place.ts';
import { isWebUrl, vulnerabilityUrl } from '../../writing/vulnerability-url.ts';

const maxPathsShown = 5;
const maxExploitsShown = 3;

/** Findings, worst first, a row each. */
export function* findingsTable(findings: readonly Finding[], report: ScanReport): Generator<string> {
  const packages = packagesById(report);
  yield* table(
    ['Severity', 'Vulnerability', 'Package', 'Installed', 'Fixed in', 'Exploits', 'EPSS', 'About'],
    findings
      .toSorted(compareFindings)
      .values()
      .map((finding) => findingRow(finding, packages.get(finding.packageId))),
  );
}

/** All packages, a row each. */
export function packagesTable(packages: readonly Package[]): Iterable<string> {
  return table(
    ['Package', 'Version', 'Type', 'Licences', 'Where'],
    packages
      .values()
      .map((one) =>
        [
          cell(`${escapeMarkup(one.name)}${small(one.origin === undefined ? '' : origins[one.origin])}`),
          cell(escapeMarkup(one.version)),
          cell(escapeMarkup(one.type)),
          cell(escapeMarkup(one.licenses.join(', '))),
          cell(paths(one)),
        ].join(''),
      ),
  );
}

/** The credentials seen in the image, their values masked. */
export function secretsTable(secrets: readonly SecretFinding[]): Iterable<string> {
  return table(
    ['Severity', 'Secret', 'Value', 'Where'],
    secrets
      .values()
      .map(({ severity, title, masked, place }) =>
        [
          cell(severity, `severity ${severity}`),
          cell(escapeMarkup(title)),
          cell(escapeMarkup(masked), 'mono'),
          cell(escapeMarkup(placeText(place))),
        ].join(''),
      ),
  );
}

/** What could not be read or looked up. */
export function problemsTable(problems: readonly ScanProblem[]): Iterable<string> {
  return table(
    ['Coverage', 'Problem', 'What'],
    problems.values().map(({ affectsCoverage, code, message }) => {
      const mark = affectsCoverage ? cell('incomplete', 'severity high') : cell('not affected');
      return `${mark}${cell(escapeMarkup(code), 'mono')}${cell(escapeMarkup(message))}`;
    }),
  );
}

const origins = {
  'lock-file': 'named by a lock file only',
  sbom: 'named by an SBOM only',
} as const satisfies Record<PackageOrigin, string>;

function findingRow(finding: Finding, one: Package | undefined): string {
  const { severity, exploit, summary, suppressions, confidence } = finding;
  const hidden = whyHidden(finding);
  const reasons = [
    ...suppressions.map(describeSuppression),
    ...(hidden === undefined ? [] : [hidden]),
    ...(confidence === 'low' ? ['low confidence: compared with what its project released'] : []),
  ].join('; ');
  return [
    cell(severity === 'unknown' ? 'not rated' : severity, `severity ${severity}`),
    cell(
      `${link(vulnerabilityUrl(finding.vulnerabilityId), finding.vulnerabilityId)}${small(escapeMarkup(finding.aliases.join(', ')))}`,
    ),
    cell(`${escapeMarkup(one?.name ?? finding.packageId)}${small(paths(one))}`, 'package'),
    cell(escapeMarkup(one?.version ?? ''), 'mono'),
    cell(escapeMarkup(fixText(finding)), 'mono'),
    cell(exploits(finding)),
    cell(exploit?.epss === undefined ? '' : `${(exploit.epss.score * 100).toFixed(1)} %`),
    cell(`${escapeMarkup(summary)}${small(escapeMarkup(reasons))}`, 'summary'),
  ].join('');
}

function exploits({ exploit }: Finding): string {
  const known = exploit?.knownExploited;
  const words = known === undefined ? '' : `<b>known exploited</b>${known.ransomware ? ', by ransomware' : ''} `;
  const published = exploit?.publicExploits ?? [];
  const links = published
    .filter(({ url }) => isWebUrl(url))
    .slice(0, maxExploitsShown)
    .map(({ url }, index) => link(url, `exploit ${index + 1}`));
  const more = published.length - links.length;
  return `${words}${links.join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function paths(one: Package | undefined): string {
  const all = pathsOf(one);
  const more = all.length > maxPathsShown ? ` and ${all.length - maxPathsShown} more` : '';
  return `${all.slice(0, maxPathsShown).map(escapeMarkup).join('<br>')}${more}`;
}

function link(url: string, text: string): string {
  return `<a href="${escapeMarkup(url)}" rel="noopener noreferrer">${escapeMarkup(text)}</a>`;
}

/** A cell of a row; `markup` is escaped already. */
export function cell(markup: string, className?: string): string {
  return className === undefined ? `<td>${markup}</td>` : `<td class="${className}">${markup}</td>`;
}

function small(markup: string): string {
  return markup === '' ? '' : `<small>${markup}</small>`;
}

/** A table that scrolls by itself; titles are our own, rows are cells. */
export function* table(titles: readonly string[], rows: Iterable<string>): Generator<string> {
  yield `<div class="scroll"><table>\n<thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>\n<tbody>\n`;
  for (const row of rows) yield `<tr>${row}</tr>\n`;
  yield '</tbody>\n</table></div>\n';
}
