import type {
  Comparison,
  Dashboard,
  ImageSummary,
  ImageSums,
  Package,
  SearchResult,
  Vulnerability,
  VulnerableRepositoryPage,
} from '../../../web/src/api/generated/models.ts';
import { vulnerability } from './image-fixtures.ts';
import { status } from './service-fixtures.ts';

const purl = 'pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=amd64';
const severityCounts = { critical: 12, high: 231, medium: 840, low: 901, negligible: 40, unknown: 7 };
const sums: ImageSums = { severityCounts, findings: 2031, fixable: 910, exploitable: 18, knownExploited: 3 };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const { packages: _packages, ...known } = vulnerability;

export const vulnerabilityEverywhere: Vulnerability = {
  ...known,
  images: 212,
  packages: ['3.0.11-1~deb12u1', '3.0.9-1'].map((version) => ({
    packageId: `pkg:deb/debian/openssl@${version}`,
    type: 'deb',
    ecosystem: 'Debian',
    release: '12',
    name: 'openssl',
    version,
    severity: 'critical',
    fixState: 'fixed',
    fixVersions: ['3.0.11-1~deb12u2'],
    images: 106,
  })),
};

export const vulnerableRepositories: VulnerableRepositoryPage = {
  items: [
    {
      registryId: 'team',
      registryName: 'Team registry',
      repository: 'registry.example:5000/payments/api',
      images: 14,
      tags: ['1.8.0', '1.8.1', '1.8.2'],
      firstTagWithout: '1.9.0',
    },
    {
      registryId: 'team',
      registryName: 'Team registry',
      repository: 'registry.example:5000/payments/<b>worker</b>',
      images: 3,
      tags: ['latest'],
    },
  ],
  total: 2,
};

export const packageEverywhere: Package = {
  type: 'deb',
  name: 'openssl',
  images: 212,
  versions: [
    {
      packageId: purl,
      version: '3.0.11-1~deb12u1',
      ecosystem: 'Debian',
      release: '12',
      licenses: ['Apache-2.0'],
      images: 106,
      severityCounts,
      findings: 14,
      fixable: 9,
      exploitable: 2,
    },
  ],
  vulnerabilities: [
    {
      vulnerabilityId: 'CVE-2026-1000',
      summary: known.summary,
      severity: 'critical',
      knownExploited: true,
      exploitable: true,
      epss: 0.94,
      fixVersions: ['3.0.11-1~deb12u2'],
      versions: 2,
    },
  ],
};

const difference = (change: 'added' | 'fixed' | 'common', id: number) => ({
  change,
  vulnerabilityId: `CVE-2026-${id}`,
  summary: known.summary,
  severity: 'high' as const,
  exploitable: change === 'added',
  knownExploited: false,
  fixable: true,
  packageType: 'deb',
  packageName: 'openssl',
  ...(change !== 'added' && { before: '3.0.9-1' }),
  ...(change !== 'fixed' && { after: '3.0.11-1~deb12u1' }),
});

export const comparison: Comparison = {
  from: { imageId: `sha256:${'1'.repeat(64)}`, reference: 'registry.example:5000/app:1', platform: 'linux/amd64' },
  to: { imageId: `sha256:${'2'.repeat(64)}`, reference: 'registry.example:5000/app:2', platform: 'linux/amd64' },
  added: 1,
  fixed: 2,
  common: 1,
  findings: [difference('added', 1), difference('fixed', 2), difference('fixed', 3), difference('common', 4)],
  packages: [{ type: 'deb', name: 'openssl', before: '3.0.9-1', after: '3.0.11-1~deb12u1' }],
};

/** The dashboard over these images. */
export function dashboardOf(images: readonly ImageSummary[]): Dashboard {
  return {
    images: 1242,
    allImages: sums,
    coverage: { complete: 1100, partial: 130, unknown: 12 },
    trend: Array.from({ length: 30 }, (_, at) => ({
      day: daysAgo(29 - at).slice(0, 10),
      images: 1200 + at,
      severityCounts: { ...severityCounts, high: 231 + at * 9, medium: 840 - at * 6 },
      exploitable: 18,
      knownExploited: 3,
    })),
    news: {
      since: daysAgo(3),
      vulnerabilities: 2,
      items: [
        {
          kind: 'exploited',
          vulnerabilityId: 'CVE-2026-1000',
          severity: 'critical',
          packages: 2,
          recordedAt: daysAgo(1),
        },
      ],
    },
    registries: [
      {
        registryId: 'team',
        name: 'Team registry',
        repositories: 7,
        images: 1204,
        allImages: sums,
        riskScore: 97,
        coverage: 'partial',
        lastScannedAt: daysAgo(0.2),
      },
    ],
    policies: [
      { policyId: 'severe', name: 'Severe with a fix', action: 'fail', images: 212 },
      { policyId: 'payments', name: 'Payments: licences and users', action: 'warn', images: 9 },
    ],
    worstImages: images,
    oldestImages: images,
    advisories: status.advisories,
  };
}

export const searchResult: SearchResult = {
  registries: [{ registryId: 'team', name: 'Team registry', path: 'registry.example:5000' }],
  repositories: [{ registryId: 'team', repository: 'registry.example:5000/payments/api' }],
  images: [],
  vulnerabilities: [{ vulnerabilityId: 'CVE-2026-1000' }],
  packages: [{ type: 'deb', name: 'openssl' }],
};
