import type { Advisory, Affected, AffectedStatus, StatedFix } from '#core/advisory.ts';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { RateVector } from '../../cvss/rate-vector.ts';
import { vendorRating } from '../../osv/parse-severities.ts';
import { RecordFault } from '../../osv/record-fault.ts';
import { summarise } from '../../osv/summarise.ts';
import { readRating, weaknesses } from '../../registers/read-ratings.ts';
import { registerTime } from '../../registers/register-time.ts';
import { type Component, ProductTree } from './product-tree.ts';

type Json = Readonly<Record<string, unknown>>;

interface VexOptions {
  readonly source: string;
  readonly rate: RateVector;
}

const redHat = { publisher: 'Red Hat', rateVector: () => undefined };

/** Reads a CSAF 2.0 VEX document of Red Hat about one CVE (docs.oasis-open.org/csaf/csaf/v2.0). Throws a {@link RecordFault}. */
export function parseVexDocument(value: unknown, { source, rate }: VexOptions): Advisory {
  const document = isRecord(value) && isRecord(value.document) ? value.document : {};
  const [vulnerability = {}] = asRecords(isRecord(value) ? value.vulnerabilities : undefined);
  const id = asString(vulnerability.cve) ?? '';
  if (!/^CVE-\d{4}-\d{4,12}$/.test(id)) throw new RecordFault('is about no CVE');
  const tracking = isRecord(document.tracking) ? document.tracking : {};
  const severity = isRecord(document.aggregate_severity) ? asString(document.aggregate_severity.text) : undefined;
  const [published, modified] = [vulnerability.release_date, tracking.current_release_date].map(timeOf);
  const description = asRecords(vulnerability.notes).find(({ category }) => category === 'description');
  const details = asString(description?.text);
  return {
    id,
    source,
    aliases: [],
    upstream: [],
    related: [],
    summary: summarise(asString(vulnerability.title)) || summarise(details),
    ...(details !== undefined && { details }),
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
    severities: [...ratingsOf(vulnerability, rate), ...vendorRating(severity, redHat)],
    cwes: weaknesses([isRecord(vulnerability.cwe) ? asString(vulnerability.cwe.id) : undefined]),
    references: [{ kind: 'advisory', url: `https://access.redhat.com/security/cve/${id}` }],
    affected: affectedBy(vulnerability, new ProductTree(isRecord(value) ? value.product_tree : undefined)),
  };
}

/** Products may be rated apart; the flaw is rated as most of them are, which Red Hat puts first. */
function ratingsOf(vulnerability: Json, rate: RateVector): Advisory['severities'] {
  const [score] = asRecords(vulnerability.scores);
  return [
    ...readRating(score?.cvss_v4, 'Red Hat', rate),
    ...readRating(score?.cvss_v3, 'Red Hat', rate),
    ...readRating(score?.cvss_v2, 'Red Hat', rate),
  ];
}

const statuses = [
  ['fixed', 'affected'],
  ['known_affected', 'affected'],
  ['under_investigation', 'under-investigation'],
  ['known_not_affected', 'not-affected'],
] as const satisfies readonly (readonly [string, AffectedStatus])[];

/** The same build is listed for each architecture: one entry will do. */
function affectedBy(vulnerability: Json, tree: ProductTree): readonly Affected[] {
  const listed = isRecord(vulnerability.product_status) ? vulnerability.product_status : {};
  const fixes = statedFixes(vulnerability);
  const entries = new Map<string, Affected>();
  for (const [field, status] of statuses) {
    for (const productId of asStrings(listed[field])) {
      const component = tree.component(productId);
      if (component === undefined) continue;
      const { name, version = '', release, cpe, module = '' } = component;
      const key = [release, cpe, name, module, field === 'fixed' ? version : '', status].join('\0');
      if (entries.has(key) || (field === 'fixed' && version === '')) continue;
      entries.set(key, entryOf(component, { status, isFixed: field === 'fixed', fix: fixes.get(productId) }));
    }
  }
  return [...entries.values()];
}

function entryOf(
  { name, version, release, cpe, module, isSource }: Component,
  said: { readonly status: AffectedStatus; readonly isFixed: boolean; readonly fix: StatedFix | undefined },
): Affected {
  const fixed = said.isFixed && version !== undefined ? [{ fixed: version }] : [];
  return {
    ecosystem: 'Red Hat',
    release,
    packageName: name,
    ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, ...fixed] }],
    versions: [],
    severities: [],
    ...(said.status !== 'affected' && { status: said.status }),
    ...(said.fix !== undefined && said.status === 'affected' && { fix: said.fix }),
    qualifiers: { cpe, ...(module !== undefined && { module }), ...(isSource && { names: 'source' }) },
  };
}

/** What is said of the fix for each product. `no_fix_planned` covers "Will not fix" and "Out of support scope". */
function statedFixes(vulnerability: Json): ReadonlyMap<string, StatedFix> {
  const fixes = new Map<string, StatedFix>();
  for (const remediation of asRecords(vulnerability.remediations)) {
    const fix = statedFix(remediation);
    if (fix !== undefined) for (const product of asStrings(remediation.product_ids)) fixes.set(product, fix);
  }
  return fixes;
}

function statedFix({ category, date, details }: Json): StatedFix | undefined {
  const reason = asString(details)?.slice(0, 200);
  const stated = reason === undefined || reason === '' ? {} : { reason };
  if (category === 'no_fix_planned') return { state: 'wont-fix', ...stated };
  if (category === 'none_available') return { state: 'not-fixed', ...stated };
  const since = timeOf(date);
  return category === 'vendor_fix'
    ? { state: 'fixed', ...(since !== undefined && { availableSince: since }) }
    : undefined;
}

/** Red Hat writes times with an offset of 0. */
function timeOf(value: unknown): string | undefined {
  return registerTime(asString(value)?.replace(/\+00:00$/, 'Z'));
}
