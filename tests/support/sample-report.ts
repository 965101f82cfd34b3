import type { Digest } from '#core/digest.ts';
import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';

const layer = `sha256:${'1'.repeat(64)}` as Digest;

/** A package for the tests of formats. */
export function npmPackage(name: string, version: string): Package {
  const purl = `pkg:npm/${name}@${version}`;
  return {
    id: purl,
    purl,
    type: 'npm',
    ecosystem: 'npm',
    name,
    version,
    licenses: [],
    foundBy: ['npm'],
    locations: [{ path: `node_modules/${name}/package.json`, layer }],
  };
}

/** A finding of the package with this name, version 1.0.0 unless said otherwise. */
export function finding(vulnerabilityId: string, name: string, changes: Partial<Finding>, version = '1.0.0'): Finding {
  return {
    id: `${vulnerabilityId} ${name}`,
    vulnerabilityId,
    aliases: [],
    packageId: `pkg:npm/${name}@${version}`,
    summary: 'a flaw',
    severity: 'high',
    scores: [],
    fix: { state: 'fixed', versions: ['2.0.0'] },
    layer,
    evidence: [],
    suppressions: [],
    ...changes,
  };
}

/** A whole report for the tests of formats; `complete` follows from the problems. */
export function scanReport(changes: Partial<ScanReport>): ScanReport {
  const platform = { os: 'linux', architecture: 'amd64' };
  return {
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: '0.0.0' },
    image: {
      id: `sha256:${'2'.repeat(64)}` as Digest,
      reference: 'r.example/app:1',
      manifestDigest: `sha256:${'3'.repeat(64)}` as Digest,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platform,
      size: 10,
      config: { platform, diffIds: [layer], history: [], labels: {}, env: [], exposedPorts: [] },
    },
    layers: [],
    packages: [],
    removed: [],
    findings: [],
    verdicts: [],
    lifecycles: [],
    secrets: [],
    problems: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:01.000Z',
    coverage: {
      complete: true,
      distro: { state: 'none' },
      layers: { read: 0, total: 0 },
      unreadFiles: { count: 0, files: [] },
      sightings: [],
    },
    ...changes,
    complete: !(changes.problems ?? []).some((problem) => problem.affectsCoverage),
  };
}
