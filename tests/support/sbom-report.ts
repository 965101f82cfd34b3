import type { Digest } from '#core/digest.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { finding, npmPackage, scanReport } from './sample-report.ts';

const layer = `sha256:${'1'.repeat(64)}` as Digest;

/** A report with one of each thing that SBOMs have a place for. */
export function sbomReport(changes: Partial<ScanReport> = {}): ScanReport {
  const purl = 'pkg:rpm/almalinux/nodejs@16.20.2-1?arch=x86_64&distro=almalinux-9.0&epoch=1';
  return scanReport({
    distro: {
      id: 'almalinux',
      versionId: '9.0',
      prettyName: 'AlmaLinux 9.0',
      idLike: ['rhel'],
      ecosystem: 'almalinux',
      release: '9',
    },
    layers: [{ index: 0, digest: layer, diffId: layer, size: 10, mediaType: 'm', createdBy: 'ADD file:… in /' }],
    packages: [
      { ...npmPackage('a', '1.0.0'), licenses: ['MIT'] },
      { ...npmPackage('b', '1.0.0'), licenses: ['MIT OR Apache-2.0'], origin: 'lock-file' },
      {
        id: purl,
        purl,
        type: 'rpm',
        ecosystem: 'almalinux',
        name: 'nodejs',
        version: '1:16.20.2-1',
        source: { name: 'nodejs-src', version: '1:16.20.2-1' },
        architecture: 'x86_64',
        licenses: ['MIT and ASL 2.0', 'BSD-3-Clause'],
        locations: [{ path: 'var/lib/rpm/rpmdb.sqlite', layer }],
        foundBy: ['rpm'],
        details: { kind: 'rpm', epoch: 1, modularityLabel: 'nodejs:16:9000:x' },
      },
    ],
    findings: [
      finding('CVE-2024-1234', 'a', {
        scores: [{ by: 'nvd', kind: 'cvss3', severity: 'high', score: 7.5, vector: 'CVSS:3.1/AV:N' }],
      }),
      finding('CVE-2024-2', 'a', { suppressions: [{ by: 'vex', statementId: '1', reason: 'not reachable' }] }),
    ],
    problems: [{ stage: 'image', code: 'image/layer-truncated', message: 'layer 2 ends early', affectsCoverage: true }],
    advisoryDatabase: { builtAt: '2026-01-01T00:00:00Z', revision: 1, sources: [] },
    ...changes,
  });
}
