import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Severity } from '#core/severity.ts';
import { epssStep } from '../inventory/epss-step.ts';
import { severityRank } from '../inventory/match-row.ts';
import type { Coverage, Tables } from '../schema.ts';
import { StoreError } from '../store-error.ts';
import { exceptedCondition, findExcepted } from './excepted-images.ts';
import { type Ending, endedCondition, findEnded } from './find-ended.ts';
import { allHolders, findHeld, type Held, type HeldLimits, type Wanted } from './find-held.ts';
import { findNamed, type Named, type NamedLimits, namedCondition } from './find-named.ts';
import { isListedSo, type ListedOutcome, outcomeCondition } from './listed-policies.ts';
import { findOfPolicy, policyCondition } from './policy-images.ts';
import { allOf } from './text-filter.ts';

export type SeverityFloor = Exclude<Severity, 'negligible' | 'unknown'>;

/** Which images a listing is about; what is undefined does not count, all else must hold together. */
export interface ImageFilter {
  readonly registryId?: string | undefined;
  readonly repository?: string | undefined;
  readonly q?: string | undefined;
  readonly severity?: SeverityFloor | undefined;
  readonly fixable?: boolean | undefined;
  readonly exploitable?: boolean | undefined;
  readonly kev?: boolean | undefined;
  readonly epss?: number | undefined;
  readonly vulnerability?: string | undefined;
  readonly package?: string | undefined;
  readonly packageType?: string | undefined;
  readonly coverage?: Coverage | undefined;
  /** What all policies come to, or where `policyId` is given that one. */
  readonly policy?: ListedOutcome | undefined;
  /** Without an outcome: images that violate it. */
  readonly policyId?: string | undefined;
  readonly exceptionId?: string | undefined;
  readonly platform?: string | undefined;
  readonly distro?: string | undefined;
  readonly endOfLife?: boolean | undefined;
  readonly endOfLifeWithin?: number | undefined;
  readonly label?: string | undefined;
  readonly baseImage?: string | undefined;
  readonly secrets?: boolean | undefined;
  readonly scannedSince?: string | undefined;
  readonly scannedBefore?: string | undefined;
}

/** What has been found out of a filter before its images are looked for. */
export interface Found {
  /** Of what images are to hold. */
  readonly held?: Held | undefined;
  /** Of the words that their names are to have. */
  readonly named?: Named | undefined;
  /** Of a score that lies between two steps: the images with a finding of it. */
  readonly scored?: Held | undefined;
  /** Of the support that is to have ended. */
  readonly ended?: Held | undefined;
  /** Of what one policy is to come to. */
  readonly ofPolicy?: Held | undefined;
  /** Of the exception that is to accept something. */
  readonly excepted?: Held | undefined;
  /** Whether outcomes of policies are as they are listed. */
  readonly isJudged?: boolean | undefined;
}

/** The condition on `l` listed_image; where nothing has been found out, one that suits whoever reads them all. */
export function imageConditions(filter: ImageFilter, found: Found = {}): RawBuilder<boolean> {
  const { held, named, scored, ended } = found;
  return allOf([
    named?.condition ?? when(filter.q?.trim() || undefined, namedCondition),
    ...nameConditions(filter),
    ...totalsConditions(filter, scored),
    ...policyConditions(filter, found),
    found.excepted?.condition ?? when(filter.exceptionId, exceptedCondition),
    ...imageOwn(filter),
    ...(ended === undefined ? endingsOf(filter).map(endedCondition) : [ended.condition]),
    held?.condition ?? heldPackages(filter),
  ]);
}

/** From where on things are many, where that is to be other than usual. */
export interface FoundLimits {
  readonly held?: HeldLimits;
  readonly named?: NamedLimits;
}

/** Finds out how the images are best told that a filter wants. */
export async function findOut(db: Kysely<Tables>, filter: ImageFilter, limits: FoundLimits = {}): Promise<Found> {
  const wanted = wantedOf(filter);
  const { epss, policy, policyId, exceptionId } = filter;
  const [ending, ...otherEndings] = endingsOf(filter);
  const [held, named, scored, ended, ofPolicy, excepted, isJudged] = await Promise.all([
    wanted && findHeld(db, wanted, limits.held),
    findNamed(db, filter.q, { limits: limits.named, isAllThatIsAsked: isOnlyOfWords(filter) }),
    epss !== undefined && !isStep(epss) ? findHeld(db, withScore(epss), limits.held) : undefined,
    ending !== undefined && otherEndings.length === 0 ? findEnded(db, ending, limits.held) : undefined,
    policyId === undefined ? undefined : findOfPolicy(db, { policyId, outcome: policy }, limits.held?.holders),
    exceptionId === undefined ? undefined : findExcepted(db, exceptionId, limits.held),
    policy === undefined || policyId !== undefined ? undefined : isListedSo(db),
  ]);
  return { held, named, scored, ended, ofPolicy, excepted, isJudged };
}

function isOnlyOfWords(filter: ImageFilter): boolean {
  const { q: _, ...others } = filter;
  return Object.values(others).every((one) => one === undefined);
}

/** Whether a filter finds no more images than can all be read and then put in order. */
export function findsFew({ held, named, ended, ofPolicy, excepted }: Found): boolean {
  return [held, named, ended, ofPolicy, excepted].some((one) => one?.isFew === true);
}

/** Holds of every image. */
export const anyImage: Held = { condition: sql<boolean>`true`, isFew: false };

/** The same for whoever tries most images. */
export function forAll(found: Found): Found {
  const all = (held: Held | undefined) => held && { ...held, condition: held.forAll ?? held.condition };
  const { held, scored, ended, excepted } = found;
  return { ...found, held: all(held), scored: all(scored), ended: all(ended), excepted: all(excepted) };
}

function endingsOf({ endOfLife, endOfLifeWithin }: ImageFilter): readonly Ending[] {
  return [
    ...(endOfLife === undefined ? [] : [{ days: -1, wanted: endOfLife }]),
    ...(endOfLifeWithin === undefined ? [] : [{ days: endOfLifeWithin, wanted: true }]),
  ];
}

type Condition = RawBuilder<boolean> | undefined;

function when<T>(value: T | undefined, condition: (value: T) => RawBuilder<boolean>): Condition {
  return value === undefined ? undefined : condition(value);
}

function nameConditions(filter: ImageFilter): readonly Condition[] {
  return [
    when(filter.registryId, (id) => sql<boolean>`l.registry_id = ${id}`),
    when(filter.repository, (name) => sql<boolean>`l.repository = ${name}`),
    when(filter.scannedSince, (time) => sql<boolean>`l.scanned_at >= ${timeOf(time)}::timestamptz`),
    when(filter.scannedBefore, (time) => sql<boolean>`l.scanned_at < ${timeOf(time)}::timestamptz`),
  ];
}

/** RFC 3339 knows leap seconds and offsets of nearly a day, PostgreSQL and JavaScript do not. */
function timeOf(text: string): Date {
  const time = new Date(text.replace(/:60(?=[.+zZ-]|$)/, ':59'));
  if (!Number.isNaN(time.getTime())) return time;
  throw new StoreError('store/time-invalid', `${text} is no time: write it as 2026-01-31T12:00:00Z`);
}

/** Written as the indexes of the listing have it, so that these serve. */
function totalsConditions(filter: ImageFilter, scored: Held | undefined): readonly Condition[] {
  const flag = (wanted: boolean | undefined, column: string) =>
    when(wanted, (value) => sql.raw<boolean>(`-l.${column} ${value ? '<' : '='} 0`));
  return [
    when(filter.severity, (floor) => sql<boolean>`${sumAtLeast('l', floor)} > 0`),
    flag(filter.fixable, 'fixable'),
    flag(filter.exploitable, 'exploitable'),
    when(filter.kev, (value) => sql.raw<boolean>(`l.known_exploited ${value ? '>' : '='} 0`)),
    when(filter.epss, (least) => epssCondition(least, scored)),
    when(filter.coverage, (wanted) => sql<boolean>`l.coverage_order = ${coverages.indexOf(wanted) + 1}`),
  ];
}

/** Of images on the very step of a score that lies between two steps, findings are looked at. */
function epssCondition(least: number, scored: Held | undefined): RawBuilder<boolean> {
  const step = epssStep(least);
  if (isStep(least)) return sql<boolean>`l.epss_max >= ${step}::int`;
  // Those few are above the step, or on it: written so that two indexes serve.
  if (scored?.isFew === true) return sql<boolean>`(l.epss_max > ${step}::int or ${scored.condition})`;
  const holds = scored?.condition ?? sql<boolean>`l.image_id in (${allHolders(withScore(least))})`;
  return sql<boolean>`(l.epss_max > ${step}::int or (l.epss_max = ${step}::int and ${holds}))`;
}

function isStep(least: number): boolean {
  const step = epssStep(least);
  return least === 0 || (step > 0 && Math.abs(least * 1000 - step) < 1e-6);
}

function withScore(least: number): Wanted {
  return { where: allOf(heldConditions({ epss: least })), needsFinding: true };
}

/** As the listing orders them, from 1. */
const coverages: readonly Coverage[] = ['unknown', 'partial', 'complete'];

function policyConditions(
  { policy, policyId }: ImageFilter,
  { ofPolicy, isJudged = false }: Found,
): readonly Condition[] {
  if (policyId !== undefined) return [ofPolicy?.condition ?? policyCondition({ policyId, outcome: policy })];
  return [when(policy, (outcome) => outcomeCondition(outcome, isJudged))];
}

function imageOwn(filter: ImageFilter): readonly Condition[] {
  const ofImage = (condition: RawBuilder<boolean>) =>
    sql<boolean>`exists (select from image i where i.id = l.image_id and ${condition})`;
  return [
    when(filter.platform, platformCondition),
    when(filter.distro, distroCondition),
    when(filter.label, (label) => ofImage(labelCondition(label))),
    when(
      filter.baseImage,
      (id) =>
        sql<boolean>`l.image_id in (select i.id from image i join image b on b.id = i.base_image_id where b.digest = ${id})`,
    ),
    when(filter.secrets, (wanted) => sql.raw<boolean>(`l.secrets ${wanted ? '>' : '='} 0`)),
  ];
}

/** `linux/arm64`, or one of all its variants; a system without a release stands for all its releases. */
function platformCondition(name: string): RawBuilder<boolean> {
  const slash = name.indexOf('/');
  const [os, rest] = [name.slice(0, slash), name.slice(slash)];
  const ofAnyRelease =
    slash < 0 || os.endsWith(')')
      ? sql``
      : sql`or (starts_with(l.platform, ${`${os}(`}) and position(${`)${rest}/`} in l.platform || '/') > 0)`;
  return sql<boolean>`(l.platform = ${name} or starts_with(l.platform, ${`${name}/`}) ${ofAnyRelease})`;
}

/** `debian` or `debian:12`. */
function distroCondition(text: string): RawBuilder<boolean> {
  const [id, release] = splitAt(text, ':');
  const ofRelease = when(release, (value) => sql<boolean>`l.distro_release = ${value}`);
  return allOf([sql<boolean>`l.distro_id = ${id}`, ofRelease]);
}

/** `key` or `key=value`. */
function labelCondition(text: string): RawBuilder<boolean> {
  const [key, value] = splitAt(text, '=');
  if (value === undefined) return sql<boolean>`jsonb_exists(i.config->'labels', ${key})`;
  return sql<boolean>`i.config->'labels'->>${key}::text = ${value}`;
}

/**
 * Images that hold a package as wanted. Where a package, a vulnerability or an EPSS score is asked for, the conditions on findings are on
 * the same finding: an image whose openssl has a fixed critical one, not one whose openssl has any and whose zlib has that.
 */
function wantedOf(filter: ImageFilter): Wanted | undefined {
  const asksForPackage = filter.package !== undefined || filter.packageType !== undefined;
  const { severity, fixable, exploitable, kev } = filter;
  const asksForMore = [severity, fixable, exploitable, kev].some((one) => one !== undefined);
  const asksForFinding = filter.vulnerability !== undefined || (filter.epss !== undefined && asksForMore);
  if (!asksForPackage && !asksForFinding) return undefined;
  const needsFinding = asksForFinding || asksForMore || filter.epss !== undefined;
  const isPlain = (filter.package ?? filter.vulnerability) !== undefined;
  return { where: allOf(heldConditions(filter)), needsFinding, isPlain };
}

function heldPackages(filter: ImageFilter): Condition {
  return when(wantedOf(filter), (wanted) => sql<boolean>`l.image_id in (${allHolders(wanted)})`);
}

/** What a filter says of packages `p` and their findings `v`, with the vulnerability `e`. */
export function heldConditions(filter: ImageFilter): readonly Condition[] {
  return [
    when(filter.package, packageCondition),
    when(filter.packageType, (type) => sql<boolean>`p.type = ${type}`),
    when(filter.vulnerability, vulnerabilityCondition),
    when(filter.epss, (least) => sql<boolean>`e.epss >= ${Math.fround(least)}::float8`),
    when(filter.severity, (floor) => sql<boolean>`v.severity_rank <= ${severityRank[floor]}`),
    when(filter.fixable, (wanted) => sql<boolean>`v.fixable = ${wanted}`),
    when(filter.exploitable, (wanted) => sql<boolean>`v.exploitable = ${wanted}`),
    when(filter.kev, (wanted) => sql<boolean>`v.known_exploited = ${wanted}`),
  ];
}

/** A name, `name@version`, or a whole purl. */
function packageCondition(text: string): RawBuilder<boolean> {
  if (text.startsWith('pkg:')) return sql<boolean>`p.purl = ${text}`;
  const at = text.lastIndexOf('@');
  if (at <= 0) return sql<boolean>`p.name = ${text}`;
  return sql<boolean>`p.name = ${text.slice(0, at)} and p.version = ${text.slice(at + 1)}`;
}

/** A vulnerability by its id or any other name of it. */
function vulnerabilityCondition(name: string): RawBuilder<boolean> {
  return sql<boolean>`v.vulnerability_id = any(array(
    select id from vulnerability where id = ${name}
    union all select distinct a.vulnerability_id from package_vulnerability a
      where a.aliases @> array[${name}]::text[] and not exists (select from vulnerability where id = ${name})))`;
}

const worstFirst = ['critical', 'high', 'unknown', 'medium', 'low'] as const;

/** Findings at least as bad as `floor`; what is not rated yet counts from medium on, since it may be either. */
export function sumAtLeast(alias: string, floor: SeverityFloor): RawBuilder<number> {
  const names = worstFirst.slice(0, worstFirst.indexOf(floor) + 1);
  return sql.raw(`(${names.map((name) => `${alias}.${name}`).join(' + ')})`);
}

function splitAt(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
