import type { ImagePage, ImageSummary, Repository, RepositoryPage } from '../../../web/src/api/generated/models.ts';
import {
  comparison,
  dashboardOf,
  packageEverywhere,
  searchResult,
  vulnerabilityEverywhere,
  vulnerableRepositories,
} from './estate-fixtures.ts';
import { explanation, findings, imageOverview, packages, vexDocuments, vulnerability } from './image-fixtures.ts';
import {
  policies,
  policyConditions,
  policyTemplates,
  ruleDescriptions,
  simulation,
  verdicts,
  violationsOf,
} from './policy-fixtures.ts';
import { changes, rebuilds, recommendations } from './recommendation-fixtures.ts';
import { referrers } from './referrer-fixtures.ts';
import {
  artifacts,
  dryRun,
  hookSecret,
  registries,
  registryTypes,
  run,
  runDetails,
  runTags,
  scanFailures,
  scans,
  schedulePreview,
  session,
  status,
  views,
} from './service-fixtures.ts';
import { newToken, tokens } from './token-fixtures.ts';

const names = [
  'payments/api',
  'payments/worker',
  'web/storefront',
  'web/admin',
  'data/etl',
  'platform/gateway',
  'base/node',
];
const distros = [
  'Debian GNU/Linux 12 (bookworm)',
  'Alpine Linux v3.19',
  'AlmaLinux 9.4',
  'Debian GNU/Linux 13 (trixie)',
];
const host = 'registry.example:5000';
const pageSize = 100;

/** How many images the fake service knows: more than any screen draws at once. */
export const imageCount = 100_000;

/** The `index`th image, worst first; the same at every call. */
export function imageAt(index: number): ImageSummary {
  const name = names[index % names.length] ?? '';
  const weight = Math.max(0, 40 - Math.floor(index / 3));
  const isComplete = index % 9 !== 4;
  const distro = distros[index % distros.length] ?? '';
  const severityCounts = {
    critical: Math.floor(weight / 9),
    high: Math.floor(weight / 2),
    medium: weight * 2,
    low: weight * 3,
    negligible: weight > 10 ? weight * 5 : 0,
    unknown: weight > 30 ? 2 : 0,
  };
  const total = Object.values(severityCounts).reduce((sum, count) => sum + count, 0);
  return {
    imageId: `sha256:${index.toString(16).padStart(64, '0')}`,
    registryId: 'team',
    registryName: 'Team registry',
    repository: `${host}/${name}`,
    tags: index % 5 === 0 ? [`1.${index}.0`, 'latest'] : [`1.${index}.0`],
    reference: `${host}/${name}:1.${index}.0`,
    manifestDigest: `sha256:${(index + 7).toString(16).padStart(64, 'a')}`,
    platform: index % 6 === 5 ? 'linux/arm64/v8' : 'linux/amd64',
    platforms: 1,
    distro: { id: 'debian', name: distro },
    size: 40_000_000 + index * 1000,
    packages: 120 + (index % 80),
    severityCounts,
    findings: total,
    fixable: Math.floor(total / 3),
    exploitable: Math.floor(weight / 7),
    knownExploited: weight > 34 ? 2 : weight > 25 ? 1 : 0,
    riskScore: Math.min(100, weight * 3),
    policy: policyOf(index),
    coverage: isComplete ? 'complete' : index % 2 === 0 ? 'partial' : 'unknown',
    secrets: index % 7 === 3 ? 1 : 0,
    lastScannedAt: new Date(Date.now() - (index + 1) * 3_600_000).toISOString(),
  };
}

const outcomes = ['fail', 'fail', 'warn', 'pending', 'accepted', 'pass', 'none'] as const;

function policyOf(index: number): ImageSummary['policy'] {
  const outcome = outcomes[index % outcomes.length] ?? 'none';
  const failed = {
    fail: ['Severe with a fix', 'Payments: licences and users'],
    warn: ['Payments: licences and users'],
  };
  return { outcome, failed: outcome === 'fail' || outcome === 'warn' ? failed[outcome] : [] };
}

/** The usual answer to a request, `METHOD /path`; undefined where the path is not known. */
export function answerTo(call: string, query: URLSearchParams): unknown {
  const path = call.slice(call.indexOf(' ') + 1);
  if (call === 'GET /images') return imagePage(query);
  if (call === 'GET /repositories') return query.get('registryId') === 'uploads' ? archivePage() : repositoryPage();
  if (call === 'GET /session' || call === 'POST /session') return session;
  if (call === 'GET /status') return status;
  if (call === 'GET /vex-documents') return vexDocuments;
  if (call === 'GET /settings/severity-order') return { order: ['nvd'] };
  if (call === 'GET /artifacts') return artifacts;
  if (call === 'GET /registries') return registries;
  if (call === 'GET /registry-types') return registryTypes;
  if (/^GET \/registries\/[^/]+\/runs$/.test(call)) return { items: [run] };
  if (call === 'GET /schedule-preview') return schedulePreview;
  if (/^POST \/registries\/[^/]+\/dry-runs$/.test(call)) return dryRun;
  if (/^POST \/registries\/[^/]+\/hook-secret$/.test(call)) return hookSecret;
  if (call === 'GET /runs/dry-1') return dryRun;
  if (/^GET \/runs\/[^/]+$/.test(call)) return runDetails;
  if (/^GET \/runs\/[^/]+\/tags$/.test(call)) return runTags;
  if (call === 'GET /dashboard') return dashboardOf([imageAt(0), imageAt(4)]);
  if (call === 'GET /comparison') return comparison;
  if (call === 'GET /search') return searchResult;
  if (/^GET \/vulnerabilities\/[^/]+$/.test(call)) return vulnerabilityEverywhere;
  if (/^GET \/vulnerabilities\/[^/]+\/repositories$/.test(call)) return vulnerableRepositories;
  if (call.startsWith('GET /packages/')) return packageEverywhere;
  if (call === 'GET /views') return views;
  if (call === 'GET /scans') return scansIn(query.get('state'));
  if (call === 'GET /scans/failures') return scanFailures;
  if (call === 'POST /scans/retry') return { queued: 11 };
  if (call === 'GET /policies') return policies;
  if (call === 'GET /policy-conditions') return policyConditions;
  if (call === 'GET /policy-templates') return policyTemplates;
  if (call === 'POST /policy-rules/descriptions') return ruleDescriptions;
  if (call === 'POST /policies/simulation') return simulation;
  if (call === 'POST /policies' || call.startsWith('PUT /policies/')) return policies.items[0];
  if (call === 'GET /tokens') return tokens;
  if (call === 'POST /tokens') return newToken;
  if (/^GET \/scans\/[^/]+$/.test(call)) return scans.items.find(({ id }) => path.endsWith(id));
  if (/^POST \/registries\/[^/]+\/scans$/.test(call)) return run;
  if (/^GET \/images\/[^/]+$/.test(call)) return imageOverview;
  if (/^GET \/images\/[^/]+\/platforms$/.test(call)) return { items: [imageAt(0), imageAt(5)] };
  if (/^GET \/images\/[^/]+\/recommendations$/.test(call)) return recommendations;
  if (/^GET \/images\/[^/]+\/verdicts$/.test(call)) return verdicts;
  if (/^GET \/images\/[^/]+\/violations$/.test(call)) return violationsOf(query.get('ruleId'));
  if (/^GET \/images\/[^/]+\/referrers$/.test(call)) return referrers;
  if (/^GET \/images\/[^/]+\/changes$/.test(call)) return changes;
  if (/^GET \/images\/[^/]+\/rebuilds$/.test(call)) return rebuilds;
  if (/^GET \/images\/[^/]+\/packages$/.test(call)) return packages;
  if (/^GET \/images\/[^/]+\/vulnerabilities$/.test(call)) return findings;
  if (/^GET \/images\/[^/]+\/vulnerabilities\/[^/]+\/explanation$/.test(call)) return explanation;
  if (/^GET \/images\/[^/]+\/vulnerabilities\//.test(call)) return vulnerability;
  return undefined;
}

function scansIn(state: string | null) {
  const items = scans.items.filter((scan) => state === null || scan.state === state);
  return { ...scans, items, total: items.length };
}

function imagePage(query: URLSearchParams): ImagePage {
  const from = Number(query.get('cursor') ?? 0);
  const words = query.get('q') ?? '';
  if (query.get('registryId') === 'uploads') return { items: [archived(4), archived(9)], total: 2 };
  const items = Array.from({ length: pageSize }, (_, at) => imageAt(from + at)).filter(({ reference }) =>
    reference.includes(words),
  );
  return { items, nextCursor: String(from + pageSize), ...(from === 0 && { total: imageCount }) };
}

function archived(index: number): ImageSummary {
  const place = { registryId: 'uploads', registryName: 'Uploaded archives', repository: 'upload:/app.tar' };
  const tag = `team/app:1.${index}`;
  return { ...imageAt(index), ...place, tags: [tag], reference: `upload:/app.tar:${tag}` };
}

function archivePage(): RepositoryPage {
  const archive = {
    registryId: 'uploads',
    registryName: 'Uploaded archives',
    repository: 'upload:/app.tar',
    images: 2,
  };
  return {
    items: repositoryPage()
      .items.slice(4, 5)
      .map((one) => ({ ...one, ...archive })),
    total: 1,
  };
}

function repositoryPage(): RepositoryPage {
  const items = names.map((_, index): Repository => {
    const {
      imageId,
      tags: _tags,
      reference: _reference,
      platforms: _platforms,
      policy: _policy,
      ...image
    } = imageAt(index * 8);
    return {
      registryId: image.registryId,
      registryName: image.registryName,
      repository: image.repository,
      images: 3 + index * 4,
      worstImageId: imageId,
      severityCounts: image.severityCounts,
      findings: image.findings,
      fixable: image.fixable,
      exploitable: image.exploitable,
      knownExploited: image.knownExploited,
      riskScore: image.riskScore,
      failing: index * 3,
      allImages: {
        severityCounts: image.severityCounts,
        findings: image.findings,
        fixable: image.fixable,
        exploitable: image.exploitable,
        knownExploited: image.knownExploited,
      },
      coverage: image.coverage,
      lastScannedAt: image.lastScannedAt,
    };
  });
  return { items, total: items.length };
}
