import type { RangeEvent, VersionRange } from '#core/advisory.ts';
import { asString, asStrings } from '#core/json.ts';
import type { FeedRecord } from '../../advisory-source.ts';
import { vendorRating } from '../../osv/parse-severities.ts';
import { summarise } from '../../osv/summarise.ts';

/**
 * Reads one record of vuln/core/index.json (its schema: vuln/README.md there). `vulnerable` is a list of release lines (`8.x || 10.x`), `patched` the
 * first release of each that is not (`^8.1.4 || ^10.4.1`).
 */
export function parseCoreRecord(number: string, value: Readonly<Record<string, unknown>>, source: string): FeedRecord {
  const ranges = rangesOf(asString(value.vulnerable) ?? '', asString(value.patched) ?? '');
  if (!/^\d{1,9}$/.test(number)) return { kind: 'bad', name: number.slice(0, 80), reason: 'has no number' };
  if (ranges.length === 0)
    return { kind: 'bad', name: number, reason: 'names no vulnerable versions that can be read' };
  const cves = asStrings(value.cve).filter((cve) => /^CVE-\d{4}-\d{4,12}$/.test(cve));
  const overview = asString(value.overview);
  const reference = asString(value.ref) ?? '';
  const advisory = {
    id: `NODEJS-CORE-${number}`,
    source,
    aliases: cves.length === 1 ? cves : [],
    upstream: cves.length > 1 ? cves : [],
    related: [],
    summary: summarise(asString(value.description)) || summarise(overview),
    ...(overview !== undefined && { details: overview }),
    severities: vendorRating(asString(value.severity), { publisher: 'Node.js', rateVector: () => undefined }),
    cwes: [],
    references: /^https?:\/\//.test(reference) ? [{ kind: 'advisory', url: reference }] : [],
    affected: [{ ecosystem: 'Node.js', packageName: 'node', ranges, versions: [], severities: [] }],
  };
  return { kind: 'advisory', advisory };
}

/** One range for each release line that is named, from its beginning (or the version named) to the fix in that line. */
function rangesOf(vulnerable: string, patched: string): readonly VersionRange[] {
  const fixes = patched.split('||').flatMap((text) => /^\s*(?:\^|>=)?\s*(\d+(?:\.\d+){2})\s*$/.exec(text)?.[1] ?? []);
  return vulnerable.split('||').flatMap((text): readonly VersionRange[] => {
    const line = readLine(text.trim());
    if (line === undefined) return [];
    const fixed = line.end ?? fixes.find((version) => isWithin(version, line));
    const end: RangeEvent = fixed === undefined ? { limit: line.limit } : { fixed };
    return [{ kind: 'semver', events: [{ introduced: line.start }, end] }];
  });
}

interface ReleaseLine {
  readonly start: string;
  /** First version of the next line. */
  readonly limit: string;
  /** First version that is not vulnerable, where the text itself says so. */
  readonly end?: string;
}

/** Before 1.0 a release line has two numbers. `9.7.x` and `8.5.0` are narrower than a line. */
function readLine(text: string): ReleaseLine | undefined {
  const [, start, end] = /^>=\s*(\d+\.\d+\.\d+)\s+<\s*(\d+\.\d+\.\d+)$/.exec(text) ?? [];
  if (start !== undefined && end !== undefined) return { start, end, limit: end };
  const [, last] = /^<=\s*(\d+)$/.exec(text) ?? [];
  if (last !== undefined) return { start: '0', limit: `${Number(last) + 1}.0.0` };
  const [, major, minor, patch] = /^\^?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const next = `${Number(major) + 1}.0.0`;
  if (text.startsWith('^')) return { start: `${major}.${minor ?? 0}.${patch ?? 0}`, limit: next };
  if (minor === undefined || minor === 'x') return { start: `${major}.0.0`, limit: next };
  if (patch === undefined || patch === 'x')
    return { start: `${major}.${minor}.0`, limit: `${major}.${Number(minor) + 1}.0` };
  return { start: text, limit: `${major}.${minor}.${Number(patch) + 1}` };
}

/** Tells whether a fix is of the release line that begins with `start`. */
function isWithin(version: string, { start, limit }: ReleaseLine): boolean {
  return compare(version, start) > 0 && compare(version, limit) < 0;
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const order = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
