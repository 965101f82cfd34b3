import { affectedBefore, type MirrorContent, type OsvRecord } from '#tests/support/feeds/mirror.ts';
import { distroNames, type EstateOptions, languageNames } from './estate.ts';
import { nameOf, type Origin, origins, versionOf } from './package-pool.ts';
import { createRandom, type Random } from './random.ts';

/** An advisory of an estate: enough to write its record, and to change it. */
export interface EstateAdvisory {
  readonly number: number;
  readonly origin: Origin;
  readonly nameNumber: number;
  /** Which version mends it; those below are affected. */
  readonly fixedIn: number;
}

const vectors = [
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N',
  undefined,
];

/** Advisories about the packages of an estate: a few names have very many, most have one or two, a third has none. */
export function estateAdvisories(options: EstateOptions): readonly EstateAdvisory[] {
  const random = createRandom((options.seed ?? 1) + 1000);
  const advisories: EstateAdvisory[] = [];
  const add = (origin: Origin, nameNumber: number, versions: number) => {
    for (let count = countFor(nameNumber); count > 0; count -= 1) {
      advisories.push({ number: advisories.length, origin, nameNumber, fixedIn: random.below(versions) });
    }
  };
  for (const origin of origins.distros) {
    for (let name = 0; name < distroNames(options); name += 1) add(origin, name, 18);
  }
  for (let name = 0; name < languageNames(options) + 50; name += 1) add(origins.language, name, 4);
  return advisories;
}

function countFor(nameNumber: number): number {
  if (nameNumber % 240 === 0) return 150;
  return nameNumber % 30 === 0 ? 15 : nameNumber % 3;
}

/** The same advisories, but for some that say something else now, and as many tenths of that which are new. */
export function changeAdvisories(
  advisories: readonly EstateAdvisory[],
  count: number,
  seed: number,
): readonly EstateAdvisory[] {
  const random = createRandom(seed);
  const added = Math.floor(count / 10);
  const changed = pick(advisories.length, count - added, random);
  const kept = advisories.map((one, index) =>
    changed.has(index) ? { ...one, fixedIn: (one.fixedIn + 1 + random.below(3)) % 18 } : one,
  );
  const like = [...pick(advisories.length, added, random)].flatMap((index) => advisories[index] ?? []);
  return [
    ...kept,
    ...like.map((one, index) => ({ ...one, number: advisories.length + index, fixedIn: random.below(18) })),
  ];
}

function pick(of: number, count: number, random: Random): ReadonlySet<number> {
  const picked = new Set<number>();
  while (picked.size < Math.min(count, of)) picked.add(random.below(of));
  return picked;
}

/** What a mirror of all feeds holds; with another `day` nearly all EPSS scores are a little different. `attacked` are CVEs for KEV. */
export function estateFeeds(
  advisories: readonly EstateAdvisory[],
  day = 0,
  attacked: readonly string[] = [],
): MirrorContent {
  const osv: Record<string, OsvRecord[]> = { Debian: [], Alpine: [], npm: [] };
  const epss: Record<string, number> = {};
  for (const one of advisories) {
    const [ecosystem = ''] = one.origin.osv.split(':');
    osv[ecosystem]?.push(recordOf(one));
    // Most scores are tiny, few are large, and they move by some percent.
    const score = ((one.number * 7919) % 1000) ** 4 / 1000 ** 4;
    epss[cveOf(one)] = Number((score * (1 + 0.05 * Math.sin(day + one.number))).toFixed(5)) / 1.05;
  }
  const long = advisories.filter(({ number }) => number % 500 === 0).map(cveOf);
  const kev = [...new Set([...long, ...attacked])].map((cveID) => ({ cveID, dateAdded: '2026-01-01' }));
  return { osv, epss, kev };
}

/** The CVE that an advisory is about. */
export function cveOf({ number }: EstateAdvisory): string {
  return `CVE-2026-${String(number).padStart(5, '0')}`;
}

function recordOf(one: EstateAdvisory): OsvRecord {
  const { origin, nameNumber, number, fixedIn } = one;
  const vector = vectors[number % vectors.length];
  return {
    id: `${origin.ecosystem.toUpperCase()}-ESTATE-${number}`,
    upstream: [cveOf(one)],
    summary: `${nameOf(nameNumber)} can be made to do what it should not, in the ${number}th way`,
    published: '2026-01-01T00:00:00Z',
    ...(vector !== undefined && { severity: [{ type: 'CVSS_V3', score: vector }] }),
    affected: [affectedBefore(origin.osv, nameOf(nameNumber), versionOf(origin.ecosystem, fixedIn))],
  };
}
