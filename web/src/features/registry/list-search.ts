import { changeSearch, flag, isNarrowedBy, oneOf, text, yesOrNo } from '../../components/filters/search-value.ts';
import type { SearchChange } from '../../components/filters/use-search-update.ts';
import { type Outcome, outcomes } from '../../components/policy/outcome-words.ts';

export const severityFloors = ['critical', 'high', 'medium', 'low'] as const;
const supportEnds = ['yes', '30', '90', '365', 'no'] as const;
const coverages = ['complete', 'partial', 'unknown'] as const;
const sorts = [
  'worst',
  'name',
  'registry',
  'repository',
  'tag',
  'platform',
  'distro',
  'findings',
  'fixable',
  'risk',
  'policy',
  'coverage',
  'packages',
  'size',
  'created',
  'scanned',
] as const;

/** The order of a list of images. */
export type ListSort = (typeof sorts)[number];

/** What a list of repositories or images keeps in the URL. */
export interface ListSearch {
  readonly q?: string;
  /** This bad or worse. */
  readonly severity?: (typeof severityFloors)[number];
  readonly exploitable?: true;
  readonly kev?: true;
  readonly fixable?: true;
  /** What policies come to, or where `policyId` is set that one. */
  readonly policy?: Outcome;
  /** Of a policy that is violated, or comes to what `policy` says. */
  readonly policyId?: string;
  /** Of an exception that accepts something in them. */
  readonly exceptionId?: string;
  readonly coverage?: (typeof coverages)[number];
  /** At least this probability of an attack, 0 to 1. */
  readonly epss?: number;
  /** An id of it. */
  readonly vulnerability?: string;
  /** A name, `name@version`, or a purl. */
  readonly package?: string;
  readonly packageType?: string;
  readonly platform?: string;
  /** `debian`, or `debian:12`. */
  readonly distro?: string;
  /** Whether support of anything in it has ended, or within how many days it will have. */
  readonly endOfLife?: (typeof supportEnds)[number];
  /** `key`, or `key=value`. */
  readonly label?: string;
  /** The configuration digest of the image that they are built on. */
  readonly baseImage?: string;
  readonly secrets?: 'yes' | 'no';
  /** An ISO date. */
  readonly scannedSince?: string;
  readonly scannedBefore?: string;
  readonly sort?: ListSort;
  readonly reverse?: true;
}

/** Reads the URL; what it does not know is left out. */
export function readListSearch(search: Readonly<Record<string, unknown>>): ListSearch {
  const known: SearchChange<ListSearch> = {
    q: text(search.q),
    severity: oneOf(search.severity, severityFloors),
    exploitable: flag(search.exploitable),
    kev: flag(search.kev),
    fixable: flag(search.fixable),
    policy: oneOf(search.policy, outcomes),
    policyId: text(search.policyId, 64),
    exceptionId: text(search.exceptionId, 64),
    coverage: oneOf(search.coverage, coverages),
    epss: probability(search.epss),
    vulnerability: text(search.vulnerability, 100),
    package: text(search.package),
    packageType: text(search.packageType, 50),
    platform: text(search.platform, 100),
    distro: text(search.distro, 100),
    endOfLife: oneOf(String(search.endOfLife), supportEnds),
    label: text(search.label),
    baseImage: text(search.baseImage, 100),
    secrets: yesOrNo(search.secrets),
    scannedSince: isoDate(search.scannedSince),
    scannedBefore: isoDate(search.scannedBefore),
    sort: oneOf(search.sort, sorts),
    reverse: flag(search.reverse),
  };
  return changeSearch({}, known);
}

/** The filters in the API's names and shapes. */
export function toFilters({ sort: _sort, reverse: _reverse, ...search }: ListSearch) {
  const { endOfLife, secrets, scannedSince, scannedBefore, ...same } = search;
  return {
    ...same,
    ...(endOfLife !== undefined && supportFilter(endOfLife)),
    ...(secrets !== undefined && { secrets: secrets === 'yes' }),
    ...(scannedSince !== undefined && { scannedSince: `${scannedSince}T00:00:00Z` }),
    ...(scannedBefore !== undefined && { scannedBefore: `${scannedBefore}T00:00:00Z` }),
  };
}

function supportFilter(endOfLife: NonNullable<ListSearch['endOfLife']>) {
  const isAnswer = endOfLife === 'yes' || endOfLife === 'no';
  return isAnswer ? { endOfLife: endOfLife === 'yes' } : { endOfLifeWithin: Number(endOfLife) };
}

/** Whether the list is narrowed at all. */
export function isNarrowed(search: ListSearch): boolean {
  return isNarrowedBy(search, 'sort', 'reverse');
}

/** The change that a click on a column's head asks for: its order, or the other way round where it is in that order. */
export function sortChange(search: ListSearch, by: string): SearchChange<ListSearch> {
  const isSame = (search.sort ?? 'worst') === by;
  return { sort: oneOf(by, sorts), reverse: isSame && search.reverse !== true ? true : undefined };
}

function probability(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && number > 0 && number <= 1 ? number : undefined;
}

function isoDate(value: unknown): string | undefined {
  const date = text(value, 10);
  return date !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) ? date : undefined;
}
