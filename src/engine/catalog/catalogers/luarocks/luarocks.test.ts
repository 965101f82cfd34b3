import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { luarocks } from './luarocks.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-luarocks-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const rockspec = (name: string, version: string, license = 'MIT/X11') =>
  `package = "${name}"\nversion = '${version}'\nsource = { url = "file://." }\n` +
  `description = {\n   summary = "s",\n   license = "${license}"\n}\nbuild = { type = "builtin", modules = {} }\n`;

describe.skipIf(missing('luarocks', { optional: true }))('lists what LuaRocks lists [needs luarocks]', () => {
  it('in a tree that it installed', async () => {
    const tree = join(directory, 'tree');
    for (const [name, version] of [
      ['made-up', '1.0-2'],
      ['made-up', '1.1-1'],
      ['other.rock', 'scm-1'],
    ] as const) {
      const source = join(directory, `${name}-${version}`);
      mkdirSync(source);
      writeFileSync(join(source, `${name}-${version}.rockspec`), rockspec(name, version));
      execFileSync('luarocks', ['make', '--keep', '--tree', tree, `${name}-${version}.rockspec`], {
        cwd: source,
        stdio: 'ignore',
      });
    }
    const listed = execFileSync('luarocks', ['list', '--tree', tree, '--porcelain']).toString();
    const expected = listed
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t').slice(0, 2).join(' '));
    expect(expected.length).toBe(3);
    const { packages, problems } = await runCataloger(luarocks, readTree(tree));
    expect(problems).toEqual([]);
    expect(packages.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(expected.sort());
  }, 60_000);
});

describe('luarocks', () => {
  const at = (name: string, version: string) =>
    `usr/local/lib/luarocks/rocks-5.1/${name}/${version}/${name}-${version}.rockspec`;

  it('describes a rock', async () => {
    const path = at('lua-cjson', '2.1.0-1');
    const { packages } = await runCataloger(luarocks, { [path]: rockspec('lua-cjson', '2.1.0-1') });
    expect(packages).toEqual([
      {
        purl: 'pkg:luarocks/lua-cjson@2.1.0-1',
        type: 'luarocks',
        ecosystem: 'luarocks',
        name: 'lua-cjson',
        version: '2.1.0-1',
        licenses: ['MIT'],
        paths: [path],
      },
    ]);
  });

  it.each([
    ['a rockspec of another rock', at('a', '1-1'), rockspec('b', '1-1'), 1, ['catalog/manifest-unreadable']],
    ['a rockspec that is empty', at('a', '1-1'), '', 1, ['catalog/manifest-unreadable']],
    ['a name with capitals in the rockspec', at('a', '1-1'), rockspec('A', '1-1'), 1, []],
    ['a version without revision', at('a', '1'), rockspec('a', '1'), 0, ['catalog/package-name-invalid']],
    ['a file of two megabytes', at('a', '1-1'), ' '.repeat(2_000_000), 0, ['catalog/file-too-large']],
  ])('%s', async (_name, path, text, count, codes) => {
    const { packages, problems } = await runCataloger(luarocks, { [path]: text });
    expect([packages.length, problems.map(({ code }) => code)]).toEqual([count, codes]);
  });

  it('opens rockspecs of installed rocks, and nothing else', async () => {
    const { opened } = await runCataloger(luarocks, {
      [at('a', '1-1')]: rockspec('a', '1-1'),
      'usr/local/lib/luarocks/rocks-5.1/manifest': '',
      'usr/local/lib/luarocks/rocks-5.1/a/1-1/rock_manifest': '',
      'app/a-1-1.rockspec': rockspec('a', '1-1'),
      'rocks-5.1/a/1-1/b-1-1.rockspec': '',
    });
    expect(opened).toEqual([at('a', '1-1')]);
  });

  itSurvivesHostileFiles(luarocks, { [at('a', '1-1')]: rockspec('a', '1-1') });
});
