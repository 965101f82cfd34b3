import { type Kysely, sql } from 'kysely';
import { imageSorts, repositorySorts, type Tables } from '#server/store/index.ts';

/** What a screen asks for, as paths below `/api/v1` that are asked for in turn. */
export interface ScreenRequests {
  readonly screen: string;
  readonly paths: readonly string[];
}

/** Names of what is stored, picked all over it. */
interface Picked {
  readonly images: readonly string[];
  readonly repositories: readonly string[];
  /** Vulnerabilities and packages: some of each kind from what hardly any image has to what most have. */
  readonly vulnerabilities: readonly string[];
  readonly packages: readonly { readonly type: string; readonly name: string }[];
}

/** All that the screens ask for at first: listings with every filter, sort and search, image, vulnerability and package pages. */
export async function screenRequests(db: Kysely<Tables>): Promise<readonly ScreenRequests[]> {
  const picked = await pick(db);
  return [...listings(picked), ...sorts(), ...overviews(picked), ...imagePanel(picked)];
}

function listings({ repositories, vulnerabilities, packages }: Picked): readonly ScreenRequests[] {
  const filtered = (screen: string, queries: readonly string[]): ScreenRequests => ({
    screen: `images, ${screen}`,
    paths: queries.map((query) => `/images?${query}`),
  });
  const each = (name: string, values: readonly (string | number | boolean)[]) =>
    values.map((value) => `${name}=${encodeURIComponent(value)}`);
  return [
    { screen: 'images, first page', paths: ['/images'] },
    filtered('part of a name', each('q', ['service-77', 'team-3', 'service-1234', 'debian', '1.7', 'nothing like it'])),
    filtered('registry', each('registryId', ['registry-0', 'registry-3', 'registry-7'])),
    filtered('repository', each('repository', repositories)),
    filtered('severity', each('severity', ['critical', 'high', 'medium', 'low'])),
    filtered('fix', each('fixable', [true, false])),
    filtered('exploit', each('exploitable', [true, false])),
    filtered('KEV', each('kev', [true, false])),
    filtered('EPSS', each('epss', [0.01, 0.1, 0.5, 0.9, 0.94, 0.999])),
    filtered(
      'package',
      each(
        'package',
        packages.map(({ name }) => name),
      ),
    ),
    filtered('vulnerability', each('vulnerability', vulnerabilities)),
    filtered('distro', each('distro', ['debian', 'debian:11', 'alpine', 'fedora'])),
    filtered('end of life', each('endOfLife', [true, false])),
    filtered('coverage', each('coverage', ['complete', 'partial', 'unknown'])),
    filtered('policies come to', each('policy', ['fail', 'warn', 'pass', 'none'])),
    filtered('policy', each('policyId', ['critical-with-fix', 'attacked', 'root'])),
    filtered('name, severity and fix', ['q=team-7&severity=critical&fixable=true']),
    filtered('registry and KEV', ['registryId=registry-3&kev=true', 'registryId=registry-0&kev=true&sort=risk']),
  ];
}

function sorts(): readonly ScreenRequests[] {
  return [
    ...imageSorts.map((sort) => ({
      screen: `images by ${sort}`,
      paths: [`/images?sort=${sort}`, `/images?sort=${sort}&reverse=true`],
    })),
    ...repositorySorts.map((sort) => ({
      screen: `repositories by ${sort}`,
      paths: [`/repositories?sort=${sort}`, `/repositories?sort=${sort}&reverse=true`],
    })),
  ];
}

function overviews({ repositories, vulnerabilities, packages }: Picked): readonly ScreenRequests[] {
  const of = (screen: string, paths: readonly string[]): ScreenRequests => ({ screen, paths });
  return [
    of('tree: registries', ['/registries']),
    of('tree: repositories of one', [
      '/repositories?registryId=registry-0&sort=name',
      '/repositories?registryId=registry-3&sort=name',
    ]),
    of(
      'tree: images of one',
      repositories.map((name) => `/images?repository=${encodeURIComponent(name)}`),
    ),
    of('repositories, part of a name', ['/repositories?q=service-77', '/repositories?q=team-3']),
    of('dashboard', ['/dashboard']),
    of(
      'search of everything',
      ['cve-2026-01', 'service-77', 'package-00', 'team-3', 'debian'].map((q) => `/search?q=${q}`),
    ),
    of(
      'vulnerability',
      vulnerabilities.map((id) => `/vulnerabilities/${id}`),
    ),
    of(
      'vulnerability: where',
      vulnerabilities.map((id) => `/vulnerabilities/${id}/repositories`),
    ),
    of(
      'package',
      packages.map(({ type, name }) => `/packages/${type}/${name}`),
    ),
  ];
}

function imagePanel({ images }: Picked): readonly ScreenRequests[] {
  const of = (tab: string, query: string): ScreenRequests => ({
    screen: `image: ${tab}`,
    paths: images.map((id) => `/images/${id}${query}`),
  });
  return [
    of('overview, layers, detail', ''),
    of('vulnerabilities', '/vulnerabilities'),
    of('vulnerabilities, filtered', '/vulnerabilities?severity=high&fixable=true&sort=epss'),
    of('content', '/packages'),
  ];
}

const picks = 24;

async function pick(db: Kysely<Tables>): Promise<Picked> {
  const images = await sql<{
    digest: string;
  }>`select digest from image order by md5(digest) limit ${picks * 4}`.execute(db);
  const repositories = await sql<{
    name: string;
  }>`select name from repository order by md5(name) limit ${picks}`.execute(db);
  // By how many sets hold it and how many images those: an even spread over the ranks.
  const packages = await sql<{ type: string; name: string }>`
    with held as (
      select p.type, p.name, sum(s.images) as images
      from package p join package_set_member m on m.package_id = p.id
        join (select set_id, count(*) as images from image_package_set group by set_id) s on s.set_id = m.set_id
      where p.vulnerable > 0 group by p.type, p.name
    ),
    ranked as (select *, row_number() over (order by images desc) as rank, count(*) over () as count from held)
    select type, name from ranked where (rank - 1) % greatest(count / ${picks}, 1) = 0 order by rank`.execute(db);
  const vulnerabilities = await sql<{ id: string }>`
    with held as (
      select v.vulnerability_id as id, sum(s.images) as images
      from package_vulnerability v join package_set_member m on m.package_id = v.package_id
        join (select set_id, count(*) as images from image_package_set group by set_id) s on s.set_id = m.set_id
      group by v.vulnerability_id
    ),
    ranked as (select *, row_number() over (order by images desc) as rank, count(*) over () as count from held)
    select id from ranked where (rank - 1) % greatest(count / ${picks}, 1) = 0 order by rank`.execute(db);
  return {
    images: images.rows.map(({ digest }) => digest),
    repositories: repositories.rows.map(({ name }) => name),
    packages: packages.rows,
    vulnerabilities: vulnerabilities.rows.map(({ id }) => id),
  };
}
