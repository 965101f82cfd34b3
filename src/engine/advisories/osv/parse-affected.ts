import type { Affected, RangeEvent, VersionRange } from '#core/advisory.ts';
import { asString, isRecord } from '#core/json.ts';
import { parseSeverities, type Rater, vendorRating } from './parse-severities.ts';
import { RecordFault } from './record-fault.ts';

/** Reads OSV's `affected[]`; entries that name no package (those of Git repositories alone) are left out. */
export function parseAffected(value: unknown, rater: Rater): readonly Affected[] {
  return members(value, 'affected').flatMap((entry) => {
    if (entry.package === undefined || entry.package === null) return [];
    return [parseEntry(entry, rater)];
  });
}

function parseEntry(entry: Readonly<Record<string, unknown>>, rater: Rater): Affected {
  const { ecosystem, name } = isRecord(entry.package) ? entry.package : {};
  if (typeof ecosystem !== 'string' || ecosystem === '' || typeof name !== 'string' || name === '') {
    throw new RecordFault('has an affected package without ecosystem or name');
  }
  const colon = ecosystem.indexOf(':');
  const specific = isRecord(entry.ecosystem_specific) ? entry.ecosystem_specific : {};
  const urgency = asString(specific.urgency);
  const informational = isRecord(entry.database_specific) ? asString(entry.database_specific.informational) : undefined;
  return {
    ecosystem: colon === -1 ? ecosystem : ecosystem.slice(0, colon),
    ...(colon !== -1 && { release: ecosystem.slice(colon + 1) }),
    packageName: name,
    ranges: members(entry.ranges, 'ranges').map(parseRange),
    versions: versionList(entry.versions),
    severities: [...parseSeverities(entry.severity, rater), ...vendorRating(urgency, rater)],
    // Debian's word for "no fix will come for this release".
    ...(informational !== undefined && { qualifiers: { informational } }),
    ...(urgency === 'end-of-life' && { fix: { state: 'wont-fix', reason: urgency } }),
  };
}

const kinds = { ECOSYSTEM: 'ecosystem', SEMVER: 'semver', GIT: 'git' } as const;

function parseRange(range: Readonly<Record<string, unknown>>): VersionRange {
  const type = asString(range.type) ?? '';
  if (!Object.hasOwn(kinds, type)) throw new RecordFault(`has a range of unknown type "${type.slice(0, 40)}"`);
  const kind = kinds[type as keyof typeof kinds];
  const events = members(range.events, 'events').flatMap((event) => parseEvent(event));
  if (kind !== 'git' && events.length === 0) throw new RecordFault('has a range without events');
  return { kind, events };
}

/** An event has one key; old records that put two into one mean both. */
function parseEvent(event: Readonly<Record<string, unknown>>): readonly RangeEvent[] {
  const events = Object.entries(event).flatMap(([key, version]): RangeEvent[] => {
    if (version === null) return [];
    if (typeof version !== 'string') throw new RecordFault(`has an event "${key.slice(0, 40)}" that is no text`);
    if (key === 'introduced') return [{ introduced: version }];
    if (key === 'fixed') return [{ fixed: version }];
    if (key === 'last_affected') return [{ lastAffected: version }];
    if (key === 'limit') return [{ limit: version }];
    throw new RecordFault(`has an event of unknown kind "${key.slice(0, 40)}"`);
  });
  if (events.length === 0) throw new RecordFault('has an event without a version');
  return events;
}

function versionList(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((version) => typeof version === 'string')) {
    throw new RecordFault('has versions that are no list of texts');
  }
  return value;
}

function members(value: unknown, field: string): readonly Readonly<Record<string, unknown>>[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isRecord))
    throw new RecordFault(`has ${field} that are no list of objects`);
  return value;
}
