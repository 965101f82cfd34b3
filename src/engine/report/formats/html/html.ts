import { createHash } from 'node:crypto';
import type { Finding } from '#core/finding.ts';
import { formatPlatform } from '#core/platform.ts';
import { asFarAsKnown } from '#core/risk-words.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { countSeverities, severities } from '#core/severity.ts';
import type { ReportFormat } from '../../report-format.ts';
import { describeSbom } from '../../writing/describe-sbom.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { isCounted } from '../../writing/not-counted.ts';
import { coverageTable, planTable, supportTable } from './coverage-tables.ts';
import { style } from './style.ts';
import { findingsTable, packagesTable, problemsTable, secretsTable } from './tables.ts';
import { verdictsTable } from './verdicts-table.ts';

/**
 * One self-contained page: no script, nothing fetched, and a content security policy that would forbid both even if a text from an image got
 * through the escaping. Both colour schemes, and prints.
 */
export const html = {
  name: 'html',
  displayName: 'HTML',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  write,
} as const satisfies ReportFormat;

function* write(report: ScanReport): Generator<string> {
  const counted = report.findings.filter(isCounted);
  const hidden = report.findings.filter((one) => !isCounted(one) && one.suppressions.length === 0);
  const suppressed = report.findings.filter(({ suppressions }) => suppressions.length > 0);
  yield* head(report);
  yield verdict(report);
  yield facts(report);
  yield counts(report, counted, { suppressed: suppressed.length, hidden: hidden.length });
  if (report.verdicts.length > 0) yield* section('Policies', verdictsTable(report));
  if (report.lifecycles.length > 0) yield* section('Support', supportTable(report.lifecycles));
  if ((report.plan?.upgrades.length ?? 0) > 0) yield* planSection(report);
  if (report.problems.length > 0) yield* section('Problems', problemsTable(report.problems));
  if (counted.length > 0) yield* section('Findings', findingsTable(counted, report));
  if (hidden.length > 0) yield* section('Hidden findings', findingsTable(hidden, report));
  if (suppressed.length > 0) yield* section('Suppressed findings', findingsTable(suppressed, report));
  if (report.secrets.length > 0) yield* section('Secrets in the image', secretsTable(report.secrets));
  yield* section('Coverage', coverageTable(report.coverage));
  yield `<details><summary>Packages (${report.packages.length})</summary>\n`;
  yield* packagesTable(report.packages);
  yield '</details>\n';
  yield `<footer>Plimsoll ${escapeMarkup(report.tool.version)}, ${escapeMarkup(report.finishedAt)}</footer>\n</body>\n</html>\n`;
}

function* head({ image }: ScanReport): Generator<string> {
  const title = escapeMarkup(image.reference);
  const hash = createHash('sha256').update(style).digest('base64');
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n';
  yield `<title>${title}: vulnerabilities</title>\n<style>${style}</style>\n</head>\n<body>\n<h1>${title}</h1>\n`;
}

function verdict({ complete, problems }: ScanReport): string {
  if (complete) return '<p class="verdict">Coverage: complete. Everything in the image was read and looked up.</p>\n';
  const count = problems.filter(({ affectsCoverage }) => affectsCoverage).length;
  return `<p class="verdict incomplete">Coverage: INCOMPLETE. Something may be missing from this report: ${count} ${count === 1 ? 'problem' : 'problems'}, listed below.</p>\n`;
}

function facts({ image, sbom, baseImage, distro, layers, advisoryDatabase }: ScanReport): string {
  const rows: readonly (readonly [string, string])[] = [
    ...(sbom === undefined ? [] : [['SBOM', describeSbom(sbom)] as const]),
    ['Image ID', image.id],
    ['Manifest', image.manifestDigest],
    ['Platform', formatPlatform(image.platform)],
    ['Distro', distro === undefined ? 'none found' : distro.prettyName],
    ...(distro?.endOfLife === undefined ? [] : [['End of life', distro.endOfLife] as const]),
    ...(baseImage === undefined ? [] : [['Base image', `${baseImage.reference}, ${baseImage.layers} layers`] as const]),
    ['Layers', String(layers.length)],
    ...(advisoryDatabase === undefined
      ? []
      : [['Advisories', `revision ${advisoryDatabase.revision}, built ${advisoryDatabase.builtAt}`] as const]),
  ];
  return `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${escapeMarkup(text)}</dd>`).join('\n')}</dl>\n`;
}

function counts(
  report: ScanReport,
  counted: readonly Finding[],
  apart: Readonly<Record<'suppressed' | 'hidden', number>>,
): string {
  const kept = (['suppressed', 'hidden'] as const)
    .filter((name) => apart[name] > 0)
    .map((name) => `<li><b>${apart[name]}</b> ${name}</li>`);
  if (counted.length === 0) {
    const list = kept.length === 0 ? '' : `<ul class="counts">${kept.join('')}</ul>\n`;
    return `<p>${noneText(report, kept.length > 0)}</p>\n${list}`;
  }
  const bySeverity = countSeverities(counted);
  const items = severities
    .filter((severity) => bySeverity[severity] > 0)
    .map(
      (severity) =>
        `<li class="${severity}"><b>${bySeverity[severity]}</b> ${severity === 'unknown' ? 'not rated' : severity}</li>`,
    );
  return `<ul class="counts">${items.join('')}${kept.join('')}</ul>\n`;
}

function noneText({ advisoryDatabase, complete }: ScanReport, isApart: boolean): string {
  if (advisoryDatabase === undefined) return 'Vulnerabilities were not looked up.';
  if (!complete) return 'No vulnerabilities found in what could be read: this is not a clean result.';
  return isApart ? 'No known vulnerabilities that count.' : 'No known vulnerabilities.';
}

function* planSection({ plan, complete }: ScanReport): Generator<string> {
  if (plan === undefined) return;
  const after = plan.upgrades.at(-1)?.riskAfter ?? plan.riskBefore;
  yield* section('Upgrade plan', planTable(plan));
  yield `<p>With all of these the image's risk goes from ${plan.riskBefore} to ${after} of 100${asFarAsKnown(complete)}.</p>\n`;
}

function* section(title: string, table: Iterable<string>): Generator<string> {
  yield `<h2>${title}</h2>\n`;
  yield* table;
}
