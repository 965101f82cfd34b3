import type {
  ArtifactPage,
  HookSecret,
  Registry,
  RegistryList,
  RegistryTypeList,
  Run,
  RunDetails,
  RunTagPage,
  SavedViewList,
  Scan,
  ScanFailureList,
  ScanPage,
  SchedulePreview,
  Session,
  Status,
} from '../../../web/src/api/generated/models.ts';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

export const session: Session = { username: 'admin', role: 'administrator', expiresAt: hoursAgo(-8) };

export const status: Status = {
  version: '0.1.0',
  demo: false,
  advisories: {
    state: 'ready',
    usable: true,
    builtAt: hoursAgo(5),
    ageSeconds: 5 * 3600,
    revision: 12,
    sample: false,
    sources: [
      { name: 'osv-debian', displayName: 'OSV: Debian', fetchedAt: hoursAgo(5), records: 48_221 },
      { name: 'osv-alpine', displayName: 'OSV: Alpine', fetchedAt: hoursAgo(5), records: 9_312 },
      { name: 'epss', displayName: 'EPSS', fetchedAt: hoursAgo(5), records: 291_006 },
      {
        name: 'kev',
        displayName: 'CISA KEV',
        records: 0,
        error: 'the host name could not be resolved; check the proxy',
      },
    ],
  },
  queue: {
    queued: 2,
    running: 1,
    failed: 1,
    endedLastHour: 118,
    scansPerHour: 240,
    oldestQueuedAt: hoursAgo(0.3),
    secondsLeft: 45,
  },
  countingTotals: false,
};

export const run: Run = {
  id: 'run-1',
  registryId: 'team',
  dryRun: false,
  state: 'scanning',
  counts: { found: 214, dropped: 0, artifacts: 0, queued: 90, scanned: 100, unchanged: 22, failed: 2, cancelled: 0 },
  coverage: 57,
  repositories: 7,
  createdAt: hoursAgo(0.2),
};

const registry = (id: string, name: string, path: string, more: Partial<Registry> = {}): Registry => ({
  id,
  name,
  path,
  type: 'docker-v2',
  skipTlsVerify: false,
  plainHttp: false,
  repositories: [],
  filters: { include: [], exclude: [], maxAgeDays: 90, newestTags: 5, maxRepositories: 500, order: 'date' },
  schedule: { cron: '0 6 * * 6', timeZone: 'UTC', onStart: false },
  platforms: [],
  allPlatforms: false,
  hasCredential: true,
  hasHook: false,
  username: 'robot-scanner',
  images: 1204,
  artifacts: [],
  repositoryCount: 7,
  allImages: {
    severityCounts: { critical: 310, high: 2400, medium: 9100, low: 14_000, negligible: 800, unknown: 12 },
    findings: 26_622,
    fixable: 8100,
    exploitable: 220,
    knownExploited: 41,
  },
  riskScore: 97,
  coverage: 'partial',
  failing: 212,
  nextRunAt: hoursAgo(-50),
  lastScannedAt: hoursAgo(3),
  createdAt: hoursAgo(900),
  updatedAt: hoursAgo(70),
  ...more,
});

const failedRun: Run = {
  ...run,
  id: 'run-2',
  registryId: 'hub',
  state: 'failed',
  finishedAt: hoursAgo(3),
  error: 'the registry refused the credential; check user name and access token',
};

export const registries: RegistryList = {
  items: [
    registry('hub', 'Docker Hub', 'docker.io/example', { type: 'docker-hub', lastRun: failedRun, images: 38 }),
    registry('lab', 'Lab', 'lab.example:5000', {
      plainHttp: true,
      hasCredential: false,
      images: 0,
      repositoryCount: 0,
    }),
    registry('team', 'Team registry', 'registry.example:5000', {
      lastRun: run,
      artifacts: [
        { kind: 'helm-chart', count: 3 },
        { kind: 'signature', count: 41 },
      ],
      limits: [
        { host: 'registry.example:5000', requestsPerSecond: 4.2, status: 429, refusedAt: hoursAgo(0.1) },
        { host: 'auth.example', waitingUntil: hoursAgo(-1), status: 503, refusedAt: hoursAgo(0.2) },
      ],
    }),
  ],
  uploads: {
    id: 'uploads',
    name: 'Uploaded archives',
    images: 2,
    repositoryCount: 1,
    allImages: {
      severityCounts: { critical: 1, high: 4, medium: 9, low: 20, negligible: 0, unknown: 0 },
      findings: 34,
      fixable: 12,
      exploitable: 1,
      knownExploited: 0,
    },
    riskScore: 61,
    coverage: 'complete',
    failing: 0,
    lastScannedAt: hoursAgo(2),
  },
};

export const registryTypes: RegistryTypeList = {
  items: [
    {
      name: 'docker-v2',
      displayName: 'Docker Registry v2 (generic)',
      credentialFields: [
        { name: 'username', label: 'User name', secret: false, multiline: false, toggle: false, required: true },
        { name: 'password', label: 'Password or token', secret: true, multiline: false, toggle: false, required: true },
      ],
    },
    {
      name: 'gcr',
      displayName: 'Google Container Registry',
      credentialFields: [
        {
          name: 'key',
          label: 'JSON key',
          description: 'The key file of a service account that may read the registry.',
          secret: true,
          multiline: true,
          toggle: false,
          required: true,
        },
      ],
    },
  ],
};

const scan = (id: string, image: string, state: Scan['state'], more: Partial<Scan> = {}): Scan => ({
  id,
  reference: `registry.example:5000/${image}`,
  registryId: 'team',
  state,
  attempts: 1,
  createdAt: hoursAgo(0.1),
  ...more,
});

export const scans: ScanPage = {
  items: [
    scan('s1', 'payments/api:1.8.2', 'running', {
      startedAt: hoursAgo(0.02),
      progress: { phase: 'reading', bytes: 31_000_000, totalBytes: 64_000_000, layers: 7, cachedLayers: 4 },
    }),
    scan('s2', 'payments/worker:1.8.2', 'queued', { attempts: 0 }),
    scan('s3', 'web/storefront:4.0.0', 'failed', {
      outcome: 'auth',
      code: 'registry/unauthorized',
      message:
        'registry.example:5000 refused the credential of "Team registry" (401): check its user name and password.',
      startedAt: hoursAgo(0.5),
      finishedAt: hoursAgo(0.49),
    }),
    scan('s4', 'web/admin:2.1.0', 'done', {
      imageId: `sha256:${'0'.repeat(64)}`,
      startedAt: hoursAgo(1),
      finishedAt: hoursAgo(0.997),
    }),
    scan('s5', 'data/etl:9', 'cancelled', { startedAt: hoursAgo(2), finishedAt: hoursAgo(1.99) }),
  ],
  total: 5,
};

export const views: SavedViewList = {
  items: [
    {
      id: 'v1',
      screen: 'images',
      name: 'Payments, exploited',
      query: { q: 'payments', kev: 'true' },
      columns: ['name', 'findings', 'exploits', 'size'],
      isDefault: false,
    },
  ],
};

export const runDetails: RunDetails = {
  ...run,
  failures: [{ outcome: 'auth', scans: 2, retriable: 2, codes: ['registry/unauthorized'] }],
};

export const scanFailures: ScanFailureList = {
  items: [
    { outcome: 'auth', scans: 12, retriable: 11, codes: ['registry/unauthorized'] },
    { outcome: 'corrupt', scans: 2, retriable: 2, codes: ['image/manifest-invalid'] },
    { outcome: 'settings', scans: 1, retriable: 0, codes: ['registry/catalog-unsupported'] },
  ],
};

export const dryRun: RunDetails = {
  ...runDetails,
  id: 'dry-1',
  dryRun: true,
  state: 'done',
  counts: { found: 214, dropped: 174, artifacts: 12, queued: 0, scanned: 0, unchanged: 0, failed: 0, cancelled: 0 },
  coverage: 100,
  failures: [],
  summary: {
    kept: { repositories: 7, tags: 40, digests: 31, bytes: 2_400_000_000, tagsOfUnknownSize: 1 },
    dropped: [
      { rule: 'newest', tags: 150, repositories: 7, samples: ['payments/api:0.1.0', 'web/storefront:3.9.0'] },
      { rule: 'exclude', tags: 20, repositories: 2, samples: ['data/etl:9-rc1'] },
      { rule: 'not-an-image', tags: 4, repositories: 1, samples: [`web/admin:sha256-${'0'.repeat(64)}.sig`] },
    ],
  },
};

export const schedulePreview: SchedulePreview = {
  nextRuns: ['2031-11-29T06:00:00.000Z', '2031-12-06T06:00:00.000Z', '2031-12-13T06:00:00.000Z'],
};

export const hookSecret: HookSecret = { secret: 'shown-once', path: '/api/v1/hooks/team' };

export const runTags: RunTagPage = {
  items: [
    { repository: 'payments/api', tag: '1.8.2', outcome: 'kept', date: '2026-05-01T00:00:00Z', size: 64_000_000 },
    { repository: 'payments/api', tag: '0.1.0', outcome: 'newest', reason: 'Seven newer tags are kept.' },
  ],
  total: 2,
};

/** What the registries hold besides images. */
export const artifacts: ArtifactPage = {
  items: [
    ['charts/checkout', '2.4.1', 'helm-chart', 'application/vnd.cncf.helm.config.v1+json'],
    ['modules/filter', 'v3', 'wasm', 'application/vnd.wasm.config.v0+json'],
    ['models/small-language-model', 'latest', 'model', 'application/vnd.cncf.model.config.v1+json'],
    ['team/app', `sha256-${'4'.repeat(64)}.sig`, 'signature', 'application/vnd.dev.cosign.simplesigning.v1+json'],
    ['team/notes', '7', 'artifact', 'application/vnd.example.notes.v1+json'],
  ].map(([repository = '', tag = '', kind, mediaType = '']) => ({
    registryId: 'team',
    repository: `registry.example:5000/${repository}`,
    tag,
    kind: kind as ArtifactPage['items'][number]['kind'],
    mediaType,
    seenAt: hoursAgo(3),
  })),
  total: 5,
};
