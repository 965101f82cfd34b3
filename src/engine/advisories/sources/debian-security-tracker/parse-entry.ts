import type { Advisory, Affected, StatedFix } from '#core/advisory.ts';
import { asString, isRecord } from '#core/json.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import { vendorRating } from '../../osv/parse-severities.ts';
import { RecordFault } from '../../osv/record-fault.ts';
import { summarise } from '../../osv/summarise.ts';

export interface TrackerEntry {
  /** Name of the source package. */
  readonly source: string;
  /** A CVE, or `TEMP-` and a number until there is one. */
  readonly id: string;
  readonly value: unknown;
  readonly feed: string;
}

const releases: ReadonlyMap<string, string> = new Map(
  ecosystems
    .flatMap((ecosystem) => (ecosystem.osvName === 'Debian' && 'distro' in ecosystem ? ecosystem.distro.releases : []))
    .flatMap((release) => ('codename' in release ? [[release.codename, release.id] as const] : [])),
);

/**
 * Reads what the tracker says of one flaw in one source package, under the id that Debian's export to OSV gives it. Releases that
 * are no distro of their own (`bookworm-backports`) are left out. Throws a {@link RecordFault} where the shape is another.
 */
export function parseEntry({ source, id, value, feed }: TrackerEntry): Advisory {
  if (!/^(?:CVE-\d{4}-\d{4,12}|TEMP-[0-9A-F-]{1,40})$/.test(id)) throw new RecordFault('is named after no CVE');
  if (!/^[a-z0-9][a-z0-9+.-]{0,200}$/.test(source)) throw new RecordFault('is of no Debian source package');
  if (!isRecord(value) || !isRecord(value.releases)) throw new RecordFault('has no releases');
  const description = asString(value.description);
  return {
    id: id.startsWith('CVE-') ? `DEBIAN-${id}` : id,
    source: feed,
    aliases: [],
    upstream: id.startsWith('CVE-') ? [id] : [],
    related: [],
    summary: summarise(description),
    ...(description !== undefined && { details: description }),
    severities: [],
    cwes: [],
    references: [{ kind: 'advisory', url: `https://security-tracker.debian.org/tracker/${id}` }],
    affected: Object.entries(value.releases).flatMap(([codename, state]) => {
      const release = releases.get(codename);
      return release === undefined ? [] : [parseRelease(source, release, state)];
    }),
  };
}

function parseRelease(packageName: string, release: string, value: unknown): Affected {
  if (!isRecord(value)) throw new RecordFault('has a release that is no object');
  const status = asString(value.status);
  if (status !== 'resolved' && status !== 'open' && status !== 'undetermined') {
    throw new RecordFault(`has a release of unknown status "${String(status).slice(0, 40)}"`);
  }
  const fixed = asString(value.fixed_version);
  if (status === 'resolved' && fixed === undefined) throw new RecordFault('is resolved without a version');
  // The tracker's words are `low`, `medium**` (set automatically), `unimportant`, `end-of-life`, `not yet assigned`.
  const urgency = asString(value.urgency)?.replace(/\*+$/, '');
  const common = {
    ecosystem: 'Debian',
    release,
    packageName,
    versions: [],
    severities: vendorRating(urgency, debian),
  };
  // "Fixed in 0" is how the tracker writes that no version in the release ever had the flaw.
  if (status === 'resolved' && fixed === '0') return { ...common, ...everyVersion, status: 'not-affected' };
  if (status === 'resolved' && fixed !== undefined) {
    return { ...common, ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed }] }] };
  }
  const fix = statedFix(value, urgency);
  return {
    ...common,
    ...everyVersion,
    ...(status === 'undetermined' && { status: 'under-investigation' }),
    ...(fix !== undefined && { fix }),
  };
}

const debian = { publisher: 'Debian', rateVector: () => undefined };
const everyVersion = { ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }] }] } as const;

/**
 * Why there is no fix. `ignored` means that there will be none; `postponed`, and no-dsa without either, that it may come with a
 * point release (security-team.debian.org/security_tracker.html, "Issues not warranting a security advisory").
 */
function statedFix(value: Readonly<Record<string, unknown>>, urgency: string | undefined): StatedFix | undefined {
  if (urgency === 'end-of-life') return { state: 'wont-fix', reason: 'end-of-life' };
  const [nodsa, kind] = [asString(value.nodsa), asString(value.nodsa_reason)];
  if (nodsa === undefined && kind === undefined) return undefined;
  const reason = [kind || 'no-dsa', nodsa].filter(Boolean).join(': ').slice(0, 200);
  return { state: kind === 'ignored' ? 'wont-fix' : 'not-fixed', reason };
}
