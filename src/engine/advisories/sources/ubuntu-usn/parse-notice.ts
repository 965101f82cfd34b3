import type { Advisory, Affected } from '#core/advisory.ts';
import { asString, asStrings, isRecord } from '#core/json.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import type { FeedRecord } from '../../advisory-source.ts';
import { summarise } from '../../osv/summarise.ts';

const releases: ReadonlyMap<string, string> = new Map(
  ecosystems
    .flatMap((ecosystem) => (ecosystem.osvName === 'Ubuntu' && 'distro' in ecosystem ? ecosystem.distro.releases : []))
    .flatMap((release) => ('codename' in release ? [[release.codename, release.id] as const] : [])),
);

/**
 * Reads a notice of usn-db: its CVEs, and for each release the source packages with the version that is mended. `esm-infra/xenial`
 * is a release whose fixes need a subscription.
 */
export function parseNotice(key: string, value: unknown, source: string): FeedRecord {
  const bad = (reason: string): FeedRecord => ({ kind: 'bad', name: key, reason });
  if (!/^\d{1,6}-\d{1,3}$/.test(key)) return bad('has no number of a notice');
  if (!isRecord(value) || !isRecord(value.releases)) return bad('has no releases');
  const id = `USN-${key}`;
  const time = typeof value.timestamp === 'number' ? new Date(value.timestamp * 1000) : undefined;
  const issued = time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
  const description = asString(value.description);
  const advisory: Advisory = {
    id,
    source,
    aliases: [],
    upstream: asStrings(value.cves).filter((cve) => /^CVE-\d{4}-\d{4,12}$/.test(cve)),
    related: [],
    summary: summarise(asString(value.title)) || summarise(asString(value.isummary)),
    ...(description !== undefined && { details: description }),
    ...(issued !== undefined && { published: issued, modified: issued }),
    severities: [],
    cwes: [],
    references: [{ kind: 'advisory', url: `https://ubuntu.com/security/notices/${id}` }],
    affected: Object.entries(value.releases).flatMap(([name, release]) => affectedIn(name, release, issued)),
  };
  return { kind: 'advisory', advisory };
}

function affectedIn(name: string, value: unknown, issued: string | undefined): readonly Affected[] {
  const slash = name.indexOf('/');
  const release = releases.get(name.slice(slash + 1));
  const sources = isRecord(value) && isRecord(value.sources) ? value.sources : {};
  if (release === undefined) return [];
  return Object.entries(sources).flatMap(([packageName, state]): readonly Affected[] => {
    const fixed = isRecord(state) ? asString(state.version) : undefined;
    if (fixed === undefined || fixed === '') return [];
    const isEsm = slash !== -1 || /[+~]esm\d/.test(fixed);
    return [
      {
        ecosystem: 'Ubuntu',
        release,
        packageName,
        ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed }] }],
        versions: [],
        severities: [],
        ...(issued !== undefined && { fix: { state: 'fixed', availableSince: issued } }),
        ...(isEsm && { qualifiers: { channel: slash === -1 ? 'esm' : name.slice(0, slash) } }),
      },
    ];
  });
}
