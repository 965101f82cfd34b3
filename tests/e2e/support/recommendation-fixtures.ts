import type {
  ImageChanges,
  Rebuilds,
  Recommendations,
  SeverityCounts,
  UpgradeEffect,
} from '../../../web/src/api/generated/models.ts';

const none: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };

function effect(from: number, counts: Partial<SeverityCounts>): UpgradeEffect {
  const severityCounts = { ...none, ...counts };
  const total = Object.values(severityCounts).reduce((sum, count) => sum + count, 0);
  return {
    severityCounts,
    vulnerabilities: Array.from({ length: total }, (_, index) => ({
      vulnerabilityId: `CVE-2026-${from + index}`,
      severity: 'high' as const,
      knownExploited: from + index === 1000,
      exploitable: from + index < 1002,
    })),
  };
}

export const recommendations: Recommendations = {
  advisoriesAvailable: true,
  riskBefore: 93,
  riskAfter: 22,
  systemCommand: 'apt-get update && apt-get install --only-upgrade -y curl libcurl4 libssl3 openssl',
  clears: { ...none, critical: 4, high: 12, medium: 7, unknown: 1 },
  stays: {
    severityCounts: { ...none, high: 9, medium: 73, low: 33, negligible: 112, unknown: 2 },
    notFixed: 117,
    wontFix: 98,
    fixed: 2,
    unknown: 12,
  },
  upgrades: [
    {
      name: 'openssl',
      type: 'deb',
      packageIds: ['pkg:deb/debian/libssl3@3.0.11-1~deb12u1', 'pkg:deb/debian/openssl@3.0.11-1~deb12u1'],
      from: ['3.0.11-1~deb12u1'],
      to: '3.0.17-1~deb12u2',
      command: 'apt-get update && apt-get install --only-upgrade -y libssl3 openssl',
      clears: effect(1000, { critical: 2, high: 5, medium: 4 }),
      leaves: effect(1100, { low: 2, negligible: 1 }),
      brings: [],
      clearsRisk: 640,
      riskAfter: 61,
      fromBaseImage: true,
    },
    {
      name: 'lodash',
      type: 'npm',
      packageIds: ['pkg:npm/lodash@4.17.15'],
      from: ['4.17.15'],
      to: '4.17.21',
      clears: effect(1200, { high: 4, unknown: 1 }),
      leaves: effect(1300, {}),
      brings: [],
      clearsRisk: 212,
      riskAfter: 44,
      fromBaseImage: false,
    },
    {
      name: 'curl',
      type: 'deb',
      packageIds: ['pkg:deb/debian/curl@7.88.1-10+deb12u1', 'pkg:deb/debian/libcurl4@7.88.1-10+deb12u1'],
      from: ['7.88.1-10+deb12u1'],
      to: '7.88.1-10+deb12u12',
      channel: 'extended',
      clears: effect(1400, { critical: 2, high: 3, medium: 3 }),
      leaves: effect(1500, { medium: 1 }),
      brings: ['CVE-2026-1600'],
      clearsRisk: 180,
      riskAfter: 22,
      fromBaseImage: false,
    },
  ],
};

export const rebuilds: Rebuilds = {
  baseImage: {
    imageId: `sha256:${'7'.padStart(64, '0')}`,
    reference: 'registry.example:5000/base/node:22.1-bookworm',
    layers: 1,
    createdAt: '2026-01-04T00:00:00Z',
  },
  rebuilds: [
    {
      imageId: `sha256:${'8'.padStart(64, '0')}`,
      reference: 'registry.example:5000/base/node:22.9-bookworm',
      manifestDigest: `sha256:${'e'.repeat(64)}`,
      distro: { id: 'debian', name: 'Debian GNU/Linux 12 (bookworm)', release: '12' },
      createdAt: '2026-04-20T00:00:00Z',
      isSameRelease: true,
      fixes: effect(1000, { critical: 2, high: 9, medium: 14 }),
      adds: effect(1700, { low: 1 }),
      leaves: { ...none, high: 12, medium: 66, low: 33, negligible: 112, unknown: 3 },
      unknown: none,
      packages: { changed: 18, added: 1, removed: 0, unknown: 0 },
    },
    {
      imageId: `sha256:${'9'.padStart(64, '0')}`,
      reference: 'registry.example:5000/base/node:24-trixie',
      manifestDigest: `sha256:${'f'.repeat(64)}`,
      distro: { id: 'debian', name: 'Debian GNU/Linux 13 (trixie)', release: '13' },
      isSameRelease: false,
      fixes: effect(1000, { critical: 4, high: 17, medium: 30, negligible: 80 }),
      adds: effect(1800, { medium: 2, negligible: 14 }),
      leaves: { ...none, high: 4, medium: 10, low: 8 },
      unknown: { ...none, medium: 40, low: 20 },
      packages: { changed: 61, added: 7, removed: 5, unknown: 54 },
    },
  ],
};

function changed(from: number, counts: Partial<SeverityCounts>): ImageChanges['byAdvisories']['added'] {
  const { severityCounts, vulnerabilities } = effect(from, counts);
  return {
    severityCounts,
    vulnerabilities: vulnerabilities.map(({ vulnerabilityId, severity }) => {
      return { vulnerabilityId, severity, packageName: 'openssl' };
    }),
  };
}

export const changes: ImageChanges = {
  sincePrevious: {
    imageId: `sha256:${'6'.padStart(64, '0')}`,
    tag: 'registry.example:5000/payments/api:latest',
    movedAt: '2026-04-29T09:00:00Z',
    added: changed(1000, { critical: 1, high: 2 }),
    fixed: changed(1900, { high: 3, medium: 6, low: 2 }),
    packages: {
      added: 2,
      removed: 1,
      changed: 14,
      listed: [{ type: 'deb', name: 'openssl', before: '3.0.9-1', after: '3.0.11-1~deb12u1' }],
    },
  },
  byAdvisories: {
    since: '2026-04-01T09:00:00Z',
    added: changed(1030, { high: 1, unknown: 1 }),
    fixed: changed(0, {}),
    exploited: 1,
  },
};
