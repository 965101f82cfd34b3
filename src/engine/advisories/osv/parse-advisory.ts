import type { Advisory, AdvisoryReference } from '#core/advisory.ts';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { SeverityRating } from '#core/severity.ts';
import { type RateVector, rateVector } from '../cvss/rate-vector.ts';
import { parseAffected } from './parse-affected.ts';
import { parseSeverities, type Rater, vendorRating } from './parse-severities.ts';
import { parseTime } from './parse-time.ts';
import { publisherOf } from './publisher-of.ts';
import { RecordFault } from './record-fault.ts';
import { summarise } from './summarise.ts';

const idPattern = /^[!-~]{1,256}$/;

/**
 * Reads one OSV record (ossf.github.io/osv-schema) of the named source. Fields that are used must have the schema's shape, or
 * a {@link RecordFault} says which has not; others are not looked at.
 */
export function parseAdvisory(value: unknown, source: string, rate: RateVector = rateVector): Advisory {
  if (!isRecord(value)) throw new RecordFault('is no JSON object');
  const id = asString(value.id) ?? '';
  if (!idPattern.test(id)) throw new RecordFault('has no usable id');
  const rater = { publisher: publisherOf(id), rateVector: rate };
  const details = optionalText(value, 'details');
  const modified = requiredTime(value, 'modified');
  const times = {
    published: optionalTime(value, 'published'),
    withdrawn: optionalTime(value, 'withdrawn') ?? (isRejected(details) ? modified : undefined),
  };
  return {
    id,
    source,
    aliases: names(value, 'aliases', id),
    upstream: names(value, 'upstream', id),
    related: names(value, 'related', id),
    summary: summarise(optionalText(value, 'summary')) || summarise(details),
    ...(details !== undefined && { details }),
    ...(times.published !== undefined && { published: times.published }),
    modified,
    ...(times.withdrawn !== undefined && { withdrawn: times.withdrawn }),
    severities: [...parseSeverities(value.severity, rater), ...vendorWords(value, id, rater)],
    cwes: parseCwes(value),
    references: parseReferences(value.references),
    affected: parseAffected(value.affected, rater),
  };
}

/** Records made from CVE records (Bitnami's, SAP's) have its rejection in words: `Rejected reason: …`, and `** REJECT **` before that. */
function isRejected(details = ''): boolean {
  return details.startsWith('Rejected reason:') || details.startsWith('** REJECT **');
}

/** Words of the publisher's own: GHSA and Bitnami have a field, AlmaLinux and Rocky begin the summary with it. */
function vendorWords(value: Readonly<Record<string, unknown>>, id: string, rater: Rater): SeverityRating[] {
  const specific = isRecord(value.database_specific) ? value.database_specific : {};
  const summaryWord = /^(?:AL|RL)[SBE]A-/.test(id) ? asString(value.summary)?.split(':', 1)[0] : undefined;
  // Records of malicious packages carry no rating; GitHub, whose advisories they become, rates every one critical.
  const malicious = id.startsWith('MAL-') ? 'critical' : undefined;
  return vendorRating(asString(specific.severity) ?? summaryWord ?? malicious, rater);
}

function names(value: Readonly<Record<string, unknown>>, field: string, id: string): readonly string[] {
  const list = value[field];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || !list.every((name) => typeof name === 'string' && idPattern.test(name))) {
    throw new RecordFault(`has ${field} that are no list of ids`);
  }
  return [...new Set(asStrings(list))].filter((name) => name !== id);
}

function optionalText(value: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const text = value[field];
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text !== 'string') throw new RecordFault(`has a ${field} that is no text`);
  return text;
}

function requiredTime(value: Readonly<Record<string, unknown>>, field: string): string {
  const time = parseTime(asString(value[field]) ?? '');
  if (time === undefined) throw new RecordFault(`has no ${field} time in RFC 3339, UTC`);
  return time;
}

function optionalTime(value: Readonly<Record<string, unknown>>, field: string): string | undefined {
  return value[field] === undefined || value[field] === null ? undefined : requiredTime(value, field);
}

/** GitHub has a list of ids; for malicious packages it has them as objects with each package. */
function parseCwes(value: Readonly<Record<string, unknown>>): readonly string[] {
  const specific = isRecord(value.database_specific) ? value.database_specific : {};
  const ofPackages = asRecords(value.affected)
    .flatMap(({ database_specific: of }) => (isRecord(of) ? asRecords(of.cwes) : []))
    .flatMap(({ cweId }) => asString(cweId) ?? []);
  const cwes = [...asStrings(specific.cwe_ids), ...ofPackages].filter((cwe) => /^CWE-\d{1,6}$/.test(cwe));
  return [...new Set(cwes)];
}

function parseReferences(value: unknown): readonly AdvisoryReference[] {
  return asRecords(value).flatMap((reference) => {
    const url = asString(reference.url) ?? '';
    return /^https?:\/\//i.test(url) ? [{ kind: (asString(reference.type) ?? 'WEB').toLowerCase(), url }] : [];
  });
}
