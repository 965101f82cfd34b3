import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findVersionScheme } from '#engine/versions/index.ts';
import { missingShared, sharedDirectory } from '#tests/support/requirements.ts';
import type { Ecosystem } from './ecosystem.ts';
import { ecosystems, findEcosystem } from './ecosystems.ts';

const all: readonly Ecosystem[] = ecosystems;

describe('ecosystems', () => {
  it('have names, and os-release ids, that are not shared', () => {
    const names = all.map(({ name }) => name);
    const ids = all.flatMap(({ distro }) => distro?.osReleaseIds ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(all.map((one) => [one.name, one] as const))('%s is found by name', (name, one) => {
    expect(findEcosystem(name)).toBe(one);
  });

  it.each(all.filter(({ osvName }) => osvName !== undefined).map((one) => [one.name, one] as const))(
    '%s has a version scheme, since it is looked up',
    (_name, one) => {
      expect(findVersionScheme(one.versionScheme ?? '')?.name).toBe(one.versionScheme);
    },
  );

  it('derivatives have os-release ids of their own, but for those that change parents', () => {
    const own = new Set(all.flatMap(({ distro }) => distro?.osReleaseIds ?? []));
    const followers = all
      .flatMap(({ distro }) => distro?.derivatives ?? [])
      .flatMap(({ osReleaseIds }) => osReleaseIds);
    expect(followers.filter((id) => own.has(id))).toEqual([]);
    expect(followers.filter((id, index) => followers.indexOf(id) !== index)).toEqual(['linuxmint']);
  });

  it.each(all.map((one) => [one.name, one.distro?.releases ?? []] as const))(
    '%s lists each release once, with real dates',
    (_name, releases) => {
      expect(new Set(releases.map(({ id }) => id)).size).toBe(releases.length);
      for (const { endOfLife } of releases) {
        if (endOfLife !== undefined)
          expect(new Date(`${endOfLife}T00:00:00Z`).toISOString().slice(0, 10)).toBe(endOfLife);
      }
    },
  );

  it('does not find what is not there', () => {
    expect(findEcosystem('unknown')).toBeUndefined();
    expect(findEcosystem('')).toBeUndefined();
  });
});

/** Dates as published: each release's column that we mean by end of life. */
function published(file: string, columns: readonly string[]): Map<string, string> {
  const [head = '', ...lines] = readFileSync(join(sharedDirectory, 'feeds/distro-info', file), 'utf8')
    .trim()
    .split('\n');
  const names = head.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const at = (name: string) => cells[names.indexOf(name)] ?? '';
      return [at('series'), columns.map(at).find((date) => date !== '') ?? ''];
    }),
  );
}

describe.skipIf(missingShared('feeds/distro-info'))('distro-info-data [needs ../shared]', () => {
  it.each([
    ['debian', 'debian.csv', ['eol-lts', 'eol']],
    ['ubuntu', 'ubuntu.csv', ['eol']],
  ])('gives the same ends of life for %s', (name, file, columns) => {
    const dates = published(file, columns);
    const releases = findEcosystem(name)?.distro?.releases ?? [];
    const theirs = releases.map(({ codename = '' }) => [codename, dates.get(codename) || undefined]);
    expect(releases.length).toBeGreaterThan(10);
    expect(releases.map(({ codename, endOfLife }) => [codename, endOfLife])).toEqual(theirs);
  });
});

describe.skipIf(missingShared('feeds/endoflife'))('endoflife.date [needs ../shared]', () => {
  it.each([
    ['alpine', 'alpine-linux', 'v'],
    ['almalinux', 'almalinux', ''],
    ['rocky-linux', 'rocky-linux', ''],
    ['red-hat', 'rhel', ''],
    ['fedora', 'fedora', ''],
    ['suse', 'sles', ''],
    ['oracle-linux', 'oracle-linux', ''],
  ])('gives the same ends of life for %s', (name, file, prefix) => {
    const cycles: unknown = JSON.parse(readFileSync(join(sharedDirectory, `feeds/endoflife/api/${file}.json`), 'utf8'));
    const dates = new Map(
      (Array.isArray(cycles) ? cycles : []).map((one) => [
        `${prefix}${String(one.cycle)}`,
        one.eol === false ? undefined : String(one.eol),
      ]),
    );
    const releases = findEcosystem(name)?.distro?.releases ?? [];
    expect(releases.length).toBeGreaterThan(2);
    expect(releases.map(({ id, endOfLife }) => [id, endOfLife])).toEqual(releases.map(({ id }) => [id, dates.get(id)]));
  });
});
