import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { compareSeverity } from '#core/severity.ts';

/** The packages of a report by id. */
export function packagesById(report: ScanReport): ReadonlyMap<string, Package> {
  return new Map(report.packages.map((one) => [one.id, one]));
}

/** The order in which people should look at findings: known exploited, then severity, then EPSS, then name. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    Number(b.exploit?.knownExploited !== undefined) - Number(a.exploit?.knownExploited !== undefined) ||
    compareSeverity(a.severity, b.severity) ||
    (b.exploit?.epss?.score ?? 0) - (a.exploit?.epss?.score ?? 0) ||
    (a.vulnerabilityId < b.vulnerabilityId ? -1 : a.vulnerabilityId > b.vulnerabilityId ? 1 : 0) ||
    (a.packageId < b.packageId ? -1 : 1)
  );
}

/** What a finding's fix comes to, in a few words: versions, or that there is none; empty where nothing is known. */
export function fixText({ fix }: Finding): string {
  switch (fix.state) {
    case 'fixed':
      return `${fix.versions.join(', ')}${fix.channel === undefined ? '' : ` (${fix.channel})`}`;
    case 'not-fixed':
      return 'no fix yet';
    case 'wont-fix':
      return "won't fix";
    case 'unknown':
      return '';
  }
}

/** A sentence that says what to do about a finding. */
export function adviceOf(finding: Finding, one: Package | undefined): string {
  const name = one?.name ?? finding.packageId;
  switch (finding.fix.state) {
    case 'fixed':
      return `Update ${name} to ${finding.fix.versions.join(' or ')} or later${subscriptionOf(finding)}.`;
    case 'not-fixed':
      return `There is no fixed version of ${name} yet.`;
    case 'wont-fix':
      return `The vendor will not fix this in ${name}.`;
    case 'unknown':
      return `Whether a fixed version of ${name} exists is not known.`;
  }
}

function subscriptionOf({ fix: { channel } }: Finding): string {
  return channel === undefined ? '' : `, which needs a subscription to ${channel}`;
}

/** Shortens text to `length` characters, with an ellipsis, never within a surrogate pair. */
export function shortened(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}

/** Where a package lies, one path a location. */
export function pathsOf(one: Package | undefined): readonly string[] {
  return one?.locations.map(({ path }) => path) ?? [];
}
