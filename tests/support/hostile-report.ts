import type { Digest } from '#core/digest.ts';
import type { Finding } from '#core/finding.ts';
import type { Package } from '#core/package.ts';
import type { ScanReport } from '#core/scan-report.ts';
import { scanReport } from './sample-report.ts';

/** Texts that someone might put in a package's name, a path or an advisory to break out of a report, by what they try. */
export const hostileTexts: Readonly<Record<string, string>> = {
  markup: `</td></table><script>alert(1)</script><img src=x onerror="alert('2')">`,
  'a CDATA end': ']]></failure><evil/>',
  controls: 'a\u0000\u0001\u0008\u000b\u001b[31mred\u007f\u009f\ufffe\uffff',
  quotes: `"'\`\\",'\\"`,
  'a formula': '=HYPERLINK("http://evil.example","x")',
  'a formula after blanks': ' \t=1+1',
  'a negative formula': "-2+3+cmd|' /C calc'!A0",
  'a full-width formula': '\uff1d1+1',
  'an at sign': '@SUM(1)',
  'line ends': 'a\r\nb\nc\u2028d\u2029e',
  'half of a surrogate pair': 'a\ud800b\udfff',
  'text that runs the other way': 'a\u202egnp.exe\u2066',
  'a long name': 'x'.repeat(5000),
  'an address that is script': 'javascript:alert(1)',
  nothing: '',
  'a blank': ' ',
  'a prototype': '__proto__',
};

const layer = `sha256:${'1'.repeat(64)}` as Digest;

/** A report in which every text that comes from outside is `text`. Digests and times cannot be chosen and stay. */
export function hostileReport(text: string): ScanReport {
  const one = hostilePackage(text);
  const base = scanReport({
    packages: [one, { ...one, id: 'pkg:npm/b@1', purl: 'pkg:npm/b@1', origin: 'sbom', locations: [] }],
    findings: [
      hostileFinding(text, []),
      hostileFinding(text, [{ by: 'vex', statementId: text, reason: text }]),
      hostileFinding(text, [
        { by: 'exception', statementId: text, reason: text, acceptedBy: text, expires: text, untilFixed: true },
      ]),
    ],
    problems: [
      { stage: 'image', code: text, plugIn: text, path: text, message: text, affectsCoverage: true },
      { stage: 'advisories', code: 'advisories/old', message: text, affectsCoverage: false },
    ],
    distro: { id: text, versionId: text, codename: text, prettyName: text, idLike: [text] },
    secrets: [
      {
        rule: text,
        title: text,
        severity: 'high',
        masked: text,
        place: { kind: 'file', path: text, line: 1, layer, removed: true },
      },
      {
        rule: text,
        title: text,
        severity: 'high',
        masked: text,
        place: { kind: 'history', index: 0, instruction: text },
      },
    ],
    layers: [{ index: 0, digest: layer, diffId: layer, size: 1, mediaType: text, createdBy: text }],
    advisoryDatabase: { builtAt: '2026-01-01T00:00:00.000Z', revision: 1, sources: [] },
    ...hostileVerdicts(text),
  });
  const sbom = { path: text, digest: layer, format: text, createdBy: [text] };
  return {
    ...base,
    sbom,
    image: {
      ...base.image,
      reference: text,
      mediaType: text,
      platform: { os: text, architecture: text, variant: text },
    },
  };
}

function hostileVerdicts(text: string): Pick<ScanReport, 'coverage' | 'lifecycles' | 'plan' | 'verdicts'> {
  const upgrade = { name: text, ecosystem: text, packageIds: [text], from: [text], to: text, channel: text };
  const effect = { clears: [text], leaves: [text], brings: [text], clearsRisk: 1, riskAfter: 1, command: text };
  const said = { ruleId: text, description: text };
  return {
    verdicts: [
      {
        policyId: text,
        policyName: text,
        outcome: 'fail',
        rules: [
          {
            ...said,
            subject: 'finding',
            outcome: 'accepted',
            violations: [{ findingId: 'finding 1', packageId: text, accepted: true }],
          },
          {
            ...said,
            subject: 'package',
            outcome: 'warn',
            violations: [{ message: text, packageId: text, accepted: false }],
          },
          { ...said, subject: 'image', outcome: 'fail', violations: [{ message: text, accepted: false }] },
        ],
      },
    ],
    coverage: {
      complete: false,
      distro: { state: 'not-recognised', name: text, reason: text },
      layers: { read: 0, total: 1 },
      advisories: {
        builtAt: '2026-01-01T00:00:00.000Z',
        ageDays: 1,
        ecosystems: [{ ecosystem: text, release: text, packages: 1, covered: false, reason: text }],
      },
      unreadFiles: { count: 1, files: [{ path: text, code: text }] },
      sightings: [{ kind: 'archive', name: text, count: 1, paths: [text], affectsCoverage: true }],
    },
    lifecycles: [
      { kind: 'software', product: text, cycle: text, state: 'ended', endOfLife: text, packageIds: [text, text] },
    ],
    plan: { riskBefore: 2, upgrades: [{ ...upgrade, ...effect }], systemCommand: text },
  };
}

function hostilePackage(text: string): Package {
  return {
    id: `pkg:npm/${encodeURIComponent(text.toWellFormed())}@1`,
    purl: `pkg:npm/${encodeURIComponent(text.toWellFormed())}@1`,
    type: 'npm',
    ecosystem: text,
    name: text,
    version: text,
    source: { name: text, version: text },
    architecture: text,
    licenses: [text, 'MIT', `${text} AND MIT`],
    locations: [
      { path: text, layer },
      { path: `etc/${text}`, layer, line: 3 },
    ],
    foundBy: [text],
    details: { kind: 'rpm', modularityLabel: text, vendor: text },
  };
}

function hostileFinding(text: string, suppressions: Finding['suppressions']): Finding {
  return {
    id: `finding ${suppressions.length}`,
    vulnerabilityId: text,
    aliases: [text, 'CVE-2024-1'],
    packageId: `pkg:npm/${encodeURIComponent(text.toWellFormed())}@1`,
    summary: text,
    severity: 'critical',
    scores: [{ by: text, kind: 'cvss3', severity: 'critical', score: 9.8, vector: text }],
    fix: { state: 'fixed', versions: [text] },
    published: '2024-01-01T00:00:00Z',
    exploit: {
      vulnerabilityId: text,
      knownExploited: { dateAdded: text, dueDate: text, ransomware: true },
      epss: { score: 0.5, percentile: 0.9 },
      publicExploits: [{ url: text, title: text }],
    },
    layer,
    evidence: [
      {
        advisoryId: text,
        source: text,
        searchedBy: { ecosystem: text, name: text, version: text },
        matched: text,
        kind: 'range',
      },
    ],
    suppressions,
  };
}
