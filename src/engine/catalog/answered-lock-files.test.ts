import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { withoutAnsweredLockFiles } from './answered-lock-files.ts';
import type { CatalogedPackage } from './cataloger.ts';

function one(name: string, path: string, more: Partial<CatalogedPackage> = {}): CatalogedPackage {
  const purl = `pkg:pypi/${name.toLowerCase()}@1`;
  return { purl, type: 'pypi', ecosystem: 'pypi', name, version: '1', licenses: [], paths: [path], ...more };
}

const locked = (name: string, path = 'app/poetry.lock', more: Partial<CatalogedPackage> = {}) =>
  one(name, path, { origin: 'lock-file', ...more });
const site = 'usr/lib/python3/site-packages';

function left(installed: readonly CatalogedPackage[], fromLocks: readonly CatalogedPackage[]): string[] {
  const views = withoutAnsweredLockFiles([{ packages: fromLocks }, { packages: installed }]);
  return (views[0]?.packages ?? []).map(({ name, paths }) => `${name} ${paths.join(' ')}`);
}

describe('withoutAnsweredLockFiles', () => {
  const four = ['a', 'b', 'c', 'd'].map((name) => locked(name));

  it.each([
    ['nothing is installed', [], 4],
    ['a package of the ecosystem is installed beside it', [one('other', 'app/venv/x/METADATA')], 0],
    ['one is installed in a directory that is only named alike', [one('other', 'app2/x/METADATA')], 4],
    ['one of another ecosystem is installed beside it', [one('a', 'app/x', { ecosystem: 'npm' })], 4],
    ['less than half of its names are installed elsewhere', [one('a', `${site}/a`)], 4],
    ['half of its names are installed elsewhere', [one('a', `${site}/a`), one('B', `${site}/b`, { version: '9' })], 0],
    ['other names are installed elsewhere', [one('pip', `${site}/pip`), one('wheel', `${site}/wheel`)], 4],
    [
      'an application beside it says its own name',
      [one('app', 'app/package.json', { details: { kind: 'npm', standsAlone: true } })],
      4,
    ],
    ['an SBOM names them', four.map((each) => ({ ...each, origin: 'sbom' as const })), 4],
  ])('where %s', (_name, installed, count) => {
    expect(left(installed, four)).toHaveLength(count);
  });

  it('judges lock files one by one, and takes out only the places of those passed over', () => {
    const both = locked('a', 'app/poetry.lock', { paths: ['app/poetry.lock', 'other/uv.lock'] });
    expect(left([one('z', 'app/z/METADATA')], [both, locked('b')])).toEqual(['a other/uv.lock']);
  });

  it('compares names as the ecosystem does', () => {
    expect(left([one('Zope.Interface', `${site}/z`)], [locked('zope-interface')])).toEqual([]);
  });

  it('passes over a lock file at the root where anything of its ecosystem is installed', () => {
    expect(left([one('z', `${site}/z`)], [locked('a', 'poetry.lock'), locked('b', 'poetry.lock')])).toEqual([]);
  });

  it('leaves views without lock files, and packages that stay, the objects that they are', () => {
    const views = [
      { packages: [one('a', 'x/a')] },
      { packages: [locked('a', 'x/poetry.lock'), locked('b', 'y/poetry.lock')] },
    ];
    const after = withoutAnsweredLockFiles(views);
    expect(after[0]).toBe(views[0]);
    expect(after[1]?.packages).toEqual([views[1]?.packages[1]]);
    expect(after[1]?.packages[0]).toBe(views[1]?.packages[1]);
    expect(withoutAnsweredLockFiles([views[0] ?? { packages: [] }])[0]).toBe(views[0]);
  });
});

describe('a lock file in an image', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plimsoll-lock-rule-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const lock = (names: readonly string[]) => names.map((name) => `${name}==1.0\n`).join('');
  const installed = (name: string) => ({
    path: `usr/lib/python3/site-packages/${name}-1.0.dist-info/METADATA`,
    content: `Name: ${name}\nVersion: 1.0\n`,
  });

  it('speaks until the layer that installs what it names', async () => {
    const { packages, contributions } = await catalogBuiltImage(directory, [
      { files: [{ path: 'app/requirements.txt', content: lock(['a', 'b', 'c']) }] },
      { files: [installed('a'), installed('b')] },
    ]);
    expect(packages.map(({ name, origin }) => [name, origin])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(contributions.map(({ added, removed }) => [added.length, removed.length])).toEqual([
      [3, 0],
      [2, 3],
    ]);
  });

  it('speaks, and says that it does, where nothing else does', async () => {
    const { packages } = await catalogBuiltImage(directory, [
      { files: [installed('pip'), { path: 'app/requirements.txt', content: lock(['a', 'b', 'pip']) }] },
    ]);
    expect(packages.map(({ name, origin, foundBy }) => [name, origin, foundBy])).toEqual([
      ['a', 'lock-file', ['lock-files']],
      ['b', 'lock-file', ['lock-files']],
      ['pip', undefined, ['python', 'lock-files']],
    ]);
  });
});
