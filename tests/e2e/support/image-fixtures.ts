import type {
  Explanation,
  ImageFinding,
  ImageFindingPage,
  ImageOverview,
  ImagePackagePage,
  ImageVulnerability,
  SeverityCounts,
  VexDocuments,
} from '../../../web/src/api/generated/models.ts';

const none: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
const purl = 'pkg:deb/debian/openssl@3.0.11-1~deb12u1?arch=amd64';
const layer = `sha256:${'b'.repeat(64)}`;

export const imageOverview: ImageOverview = {
  policy: {
    outcome: 'fail',
    failed: ['Severe with a fix', 'Payments: licences and users'],
    policies: [
      { policyId: 'severe', name: 'Severe with a fix', outcome: 'fail' },
      { policyId: 'payments', name: 'Payments: licences and users', outcome: 'warn' },
      { policyId: 'kept', name: 'Nothing that is attacked', outcome: 'pass' },
    ],
  },
  imageId: `sha256:${'0'.repeat(64)}`,
  reference: 'registry.example:5000/payments/api:1.8.2',
  names: [
    {
      registryId: 'team',
      registryName: 'Team registry',
      repository: 'registry.example:5000/payments/api',
      tags: ['1.8.2', 'latest'],
      reference: 'registry.example:5000/payments/api:1.8.2',
      manifestDigest: `sha256:${'c'.repeat(64)}`,
      lastScannedAt: '2026-05-01T09:00:00Z',
    },
  ],
  platform: 'linux/amd64',
  distro: { id: 'debian', name: 'Debian GNU/Linux 12 (bookworm)', release: '12', endOfLife: '2028-06-30' },
  createdAt: '2026-04-01T00:00:00Z',
  size: 187_000_000,
  user: 'node',
  env: ['PATH=/usr/local/bin:/usr/bin', 'API_TOKEN=ghp_…(40 characters)'],
  exposedPorts: ['8080/tcp'],
  secrets: [
    {
      rule: 'github-token',
      title: 'GitHub token',
      severity: 'critical',
      masked: 'ghp_…(40 characters)',
      place: 'env',
      name: 'API_TOKEN',
    },
  ],
  labels: {
    'org.opencontainers.image.source': 'https://git.example/payments/api',
    'org.opencontainers.image.description': '<img src=x onerror=alert(1)>',
  },
  baseImage: { imageId: `sha256:${'7'.padStart(64, '0')}`, reference: 'registry.example:5000/base/node:22', layers: 1 },
  coverage: 'partial',
  coverageDetails: {
    complete: false,
    distro: { state: 'recognised', name: 'Debian GNU/Linux 12 (bookworm)' },
    layers: { read: 3, total: 3 },
    unreadFiles: { count: 0, files: [] },
    sightings: [],
  },
  lifecycles: [
    {
      kind: 'distro',
      product: 'debian',
      cycle: '12',
      state: 'active',
      endOfLife: '2028-06-30',
      daysLeft: 582,
      packageIds: [],
    },
    {
      kind: 'software',
      product: 'nodejs',
      cycle: '18',
      state: 'ended',
      endOfLife: '2025-04-30',
      daysLeft: -575,
      packageIds: ['pkg:deb/debian/package-0@1.0', 'pkg:generic/node@18.12.1'],
    },
    {
      kind: 'software',
      product: 'postgresql',
      cycle: '14',
      state: 'approaching',
      endOfLife: '2026-12-12',
      daysLeft: 16,
      packageIds: ['pkg:generic/postgresql@14.2'],
    },
  ],
  problems: [
    {
      stage: 'catalog',
      code: 'catalog/unreadable-package-json',
      path: 'app/node_modules/broken/package.json',
      message: 'app/node_modules/broken/package.json is not JSON: the package it describes is not known.',
      affectsCoverage: true,
    },
    {
      stage: 'image',
      code: 'image/foreign-layer',
      message: 'Layer 2 is a foreign layer that the registry does not hold; it was fetched from its own address.',
      affectsCoverage: false,
    },
  ],
  advisoryRevision: 12,
  advisoriesBuiltAt: '2026-05-01T04:00:00Z',
  packages: 412,
  vulnerablePackages: 38,
  severityCounts: { critical: 4, high: 21, medium: 80, low: 33, negligible: 112, unknown: 3 },
  findings: 253,
  suppressed: 7,
  hidden: [
    { reason: 'kernel-headers', findings: 1204 },
    { reason: 'documentation', findings: 3 },
  ],
  fixable: 61,
  exploitable: 5,
  knownExploited: 1,
  riskScore: 97,
  packageTypes: [
    {
      type: 'deb',
      packages: 142,
      vulnerablePackages: 30,
      fixable: { ...none, critical: 2, high: 9, medium: 20 },
      notFixable: { ...none, medium: 41, low: 33, negligible: 112, unknown: 3 },
    },
    {
      type: 'npm',
      packages: 270,
      vulnerablePackages: 8,
      fixable: { ...none, critical: 2, high: 12, medium: 16 },
      notFixable: { ...none, medium: 3 },
    },
  ],
  layers: [
    {
      index: 0,
      digest: layer,
      diffId: layer,
      size: 49_000_000,
      createdBy: '# debian.sh --arch amd64 out/ bookworm',
      fromBaseImage: true,
      packages: 88,
      removedPackages: 0,
      severityCounts: { ...none, high: 4, medium: 30, low: 20, negligible: 80 },
    },
    {
      index: 1,
      digest: layer,
      diffId: layer,
      size: 41_000_000,
      createdBy: 'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends openssl curl # buildkit',
      fromBaseImage: false,
      packages: 54,
      removedPackages: 0,
      severityCounts: { ...none, critical: 2, high: 5, medium: 31, low: 13, negligible: 32, unknown: 3 },
    },
    {
      index: 2,
      digest: layer,
      diffId: layer,
      size: 9100,
      createdBy: 'COPY package.json . # buildkit',
      fromBaseImage: false,
      packages: 0,
      removedPackages: 2,
      severityCounts: none,
    },
  ],
  history: [
    { createdBy: '# debian.sh --arch amd64 out/ bookworm', layerIndex: 0 },
    { createdBy: 'ENV NODE_ENV=production' },
    { createdBy: 'RUN /bin/sh -c apt-get update && apt-get install -y openssl curl # buildkit', layerIndex: 1 },
  ],
  lastScannedAt: '2026-05-01T09:00:00Z',
};

const severities = ['critical', 'high', 'unknown', 'medium', 'low', 'negligible'] as const;

const finding = (index: number): ImageFinding => ({
  findingId: `f${index}`,
  vulnerabilityId: `CVE-2026-${1000 + index}`,
  aliases: [],
  summary:
    index % 4 === 3 ? '' : 'Out-of-bounds write in the parser of certificate extensions allows remote code execution',
  severity: severities[Math.min(5, Math.floor(index / 6))] ?? 'low',
  cvssScore: Math.max(1, 9.8 - index / 4),
  epss: 0.94 / (index + 1),
  epssPercentile: 0.99,
  knownExploited: index === 0,
  publicExploits: index < 3 ? 2 - (index % 2) : 0,
  exploitable: index < 3,
  fixState: index % 3 === 2 ? 'wont-fix' : index % 3 === 1 ? 'not-fixed' : 'fixed',
  fixVersions: index % 3 === 0 ? ['3.0.11-1~deb12u2'] : [],
  packageId: purl,
  packageName: index % 2 === 0 ? 'libssl3' : 'openssl',
  packageVersion: '3.0.11-1~deb12u1',
  packageType: 'deb',
  path: 'var/lib/dpkg/status',
  layerIndex: 1,
  published: `2026-0${1 + (index % 5)}-11T00:00:00Z`,
  ...(index === 2 && { hidden: 'kernel-headers' as const }),
  ...(index === 4 && { confidence: 'low' as const }),
  ...(index === 5 && {
    suppression: {
      by: 'vex',
      document: 'supplier-2026-04.openvex.json',
      statementId: 'https://vex.example/1#3',
      reason: 'not affected: vulnerable code not in execute path',
    },
  }),
});

export const findings: ImageFindingPage = {
  items: Array.from({ length: 40 }, (_, index) => finding(index)),
  total: 40,
};

export const packages: ImagePackagePage = {
  items: Array.from({ length: 60 }, (_, index) => ({
    packageId: `pkg:deb/debian/package-${index}@1.${index}`,
    type: index % 3 === 0 ? 'npm' : 'deb',
    name: index === 0 ? 'openssl' : `package-${index}`,
    version: `1.${index}.0-1~deb12u${index}`,
    purl: `pkg:deb/debian/package-${index}@1.${index}`,
    licenses: index % 4 === 0 ? ['Apache-2.0', 'MIT'] : index % 4 === 1 ? ['GPL-2.0-or-later'] : [],
    locations: [{ path: 'var/lib/dpkg/status', layerIndex: 0 }],
    layerIndex: index % 3,
    severityCounts: index < 10 ? { ...none, critical: index < 3 ? 1 : 0, high: 10 - index, low: 3 } : none,
    findings: index < 10 ? 14 - index : 0,
    fixable: index < 10 ? 4 : 0,
    exploitable: index < 2 ? 1 : 0,
    knownExploited: index < 1 ? 1 : 0,
  })),
  total: 60,
};

export const vulnerability: ImageVulnerability = {
  vulnerabilityId: 'CVE-2026-1000',
  aliases: ['GHSA-xxxx-yyyy-zzzz', 'DSA-5999-1'],
  summary: 'Out-of-bounds write in the parser of certificate extensions allows remote code execution',
  details: [
    '### Impact\nA crafted certificate makes `parse_extension()` write past the end of a buffer.',
    '**Only servers** that ask clients for certificates are affected:\n- TLS 1.2\n- TLS 1.3, see [the notes](https://notes.example/tls) and [this](javascript:alert(2))',
    '| Branch | Fixed in |\n|---|---|\n| 3.0 | 3.0.12 |\n| 3.1 | 3.1.4 |',
    '```c\nmemcpy(buffer, extension, length);\n```\n<img src=x onerror=alert(3)>',
    `### Workarounds\nAsk for no certificates. ${'Some servers cannot do without them. '.repeat(40)}`,
    '### For more information\nWrite to the maintainers.',
  ].join('\n\n'),
  severity: 'critical',
  ratings: [
    { by: 'debian', kind: 'vendor', severity: 'high' },
    {
      by: 'nvd',
      kind: 'cvss3',
      severity: 'critical',
      score: 9.8,
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    },
    {
      by: 'ghsa',
      kind: 'cvss4',
      severity: 'critical',
      score: 9.3,
      vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    },
  ],
  cwes: ['CWE-787'],
  references: [
    { kind: 'ADVISORY', url: 'https://security.example/advisories/CVE-2026-1000' },
    { kind: 'WEB', url: 'javascript:alert(1)' },
  ],
  advisories: [
    { id: 'DSA-5999-1', source: 'osv-debian', summary: 'openssl - security update', published: '2026-01-12T00:00:00Z' },
  ],
  published: '2026-01-11T00:00:00Z',
  modified: '2026-02-01T00:00:00Z',
  knownExploited: { dateAdded: '2026-01-20', dueDate: '2026-02-10', ransomware: true },
  epss: 0.94,
  epssPercentile: 0.998,
  publicExploits: [{ url: 'https://exploits.example/52001', date: '2026-01-19', title: 'Remote code execution' }],
  packages: [
    {
      findingId: 'f0',
      packageId: purl,
      name: 'libssl3',
      version: '3.0.11-1~deb12u1',
      type: 'deb',
      sourceName: 'openssl',
      sourceVersion: '3.0.11-1~deb12u1',
      severity: 'critical',
      fixState: 'fixed',
      fixVersions: ['3.0.11-1~deb12u2'],
      locations: [{ path: 'var/lib/dpkg/status', layerIndex: 1 }],
      layerIndex: 1,
      layerDigest: layer,
      createdBy: 'RUN /bin/sh -c apt-get install -y openssl # buildkit',
      evidence: [
        {
          advisoryId: 'DSA-5999-1',
          source: 'osv-debian',
          ecosystem: 'Debian',
          release: '12',
          name: 'openssl',
          version: '3.0.11-1~deb12u1',
          matched: 'introduced 0, fixed 3.0.11-1~deb12u2',
          kind: 'range',
        },
      ],
    },
  ],
};

export const vexDocuments: VexDocuments = {
  items: ['supplier-2026-04.openvex.json', 'ours.csaf.json'].map((name, index) => ({
    name,
    format: index === 0 ? 'OpenVEX' : 'CSAF',
    digest: `sha256:${String(index).repeat(64)}`,
    size: 12_000,
    statements: 40 + index,
    suppressed: 7 - 7 * index,
    uploadedBy: 'admin',
    uploadedAt: '2026-04-30T09:00:00Z',
  })),
};

export const explanation: Explanation = {
  vulnerabilityId: 'CVE-2026-1000',
  names: ['CVE-2026-1000', 'GHSA-aaaa-bbbb-cccc'],
  packages: [
    {
      packageId: purl,
      name: 'openssl',
      version: '3.0.11-1~deb12u1',
      verdict: 'affected',
      reason:
        'DEBIAN-CVE-2026-1000 says so: openssl 3.0.11-1~deb12u1 is within, and before the fix 3.0.11-1~deb12u2 in the order of deb versions',
      lookUps: [{ ecosystem: 'debian', release: '12', name: 'openssl', version: '3.0.11-1~deb12u1', scheme: 'deb' }],
      advisories: [
        {
          advisoryId: 'DEBIAN-CVE-2026-1000',
          source: 'osv',
          firstHand: true,
          verdict: 'affected',
          statements: [
            {
              verdict: 'holds',
              text: 'introduced 0, fixed 3.0.11-1~deb12u2',
              reason: 'openssl 3.0.11-1~deb12u1 is within',
            },
          ],
        },
      ],
      suppressions: [],
      severity: 'critical',
      risk: '9.8 × 10 × (0.5 + 0.5 × 0.94) = 95',
    },
  ],
  unmentioned: 411,
  elsewhere: [{ advisoryId: 'GHSA-aaaa-bbbb-cccc', source: 'osv', about: ['npm openssl-wrapper'] }],
};
