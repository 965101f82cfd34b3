import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { r } from './r.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-r-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function installedPackages(library: string): string[] {
  const script = `p <- installed.packages(lib.loc = "${library}"); cat(paste(p[, "Package"], p[, "Version"]), sep = "\\n")`;
  return execFileSync('Rscript', ['--vanilla', '-e', script]).toString().split('\n').filter(Boolean).sort();
}

async function ours(library: string): Promise<string[]> {
  const tree = readTree(library, (path) => r.wants(path));
  const files = Object.fromEntries(Object.entries(tree).map(([path, bytes]) => [`usr/lib/R/library/${path}`, bytes]));
  const { packages, problems } = await runCataloger(r, files);
  expect(problems).toEqual([]);
  return packages.map(({ name, version }) => `${name} ${version}`).sort();
}

describe.skipIf(missing(['R', 'Rscript'], { optional: true }))('lists what R lists [needs R]', () => {
  it('of R itself', async () => {
    const library = join(execFileSync('R', ['RHOME']).toString().trim(), 'library');
    const expected = installedPackages(library);
    expect(expected.length).toBeGreaterThan(10);
    expect(await ours(library)).toEqual(expected);
  });

  it('of packages that R installed from sources', async () => {
    const library = join(directory, 'library');
    mkdirSync(library);
    for (const [name, version, license] of [
      ['first.one', '1.0-2', 'GPL (>= 2)'],
      ['second', '0.0.0.9000', 'MIT + file LICENSE'],
    ] as const) {
      const source = join(directory, name);
      mkdirSync(source);
      const fields = [`Package: ${name}`, `Version: ${version}`, 'Title: T', 'Description: D.', `License: ${license}`];
      writeFileSync(join(source, 'DESCRIPTION'), `${fields.join('\n')}\nAuthor: A\nMaintainer: A <a@example.org>\n`);
      writeFileSync(join(source, 'NAMESPACE'), '');
      writeFileSync(join(source, 'LICENSE'), 'YEAR: 2024\n');
      execFileSync('R', ['CMD', 'INSTALL', `--library=${library}`, source], { stdio: 'ignore' });
    }
    const expected = installedPackages(library);
    expect(expected).toEqual(['first.one 1.0-2', 'second 0.0.0.9000']);
    expect(await ours(library)).toEqual(expected);
  }, 60_000);
});

describe('r', () => {
  const description = (name: string, version: string, more = '') =>
    `Package: ${name}\nVersion: ${version}\n${more}Built: R 4.2.2; ; 2023-01-20 18:24:23 UTC; unix\n`;

  it.each([
    ['of R itself', 'Priority: base\nLicense: Part of R 4.2.2\n', 'cran', ['Part of R 4.2.2'], { priority: 'base' }],
    [
      'of CRAN',
      'Repository: CRAN\nLicense: GPL-2 | GPL-3\n',
      'cran',
      ['GPL-2.0-only OR GPL-3.0-only'],
      { repository: 'CRAN' },
    ],
    [
      'of Bioconductor',
      'biocViews: Infrastructure,\n  Core\nLicense: Artistic-2.0\n',
      'bioconductor',
      ['Artistic-2.0'],
      {},
    ],
    [
      'of a repository',
      'RemoteType: github\nRemoteSha: c0ffee\nLicense: MIT + file LICENSE\n',
      'cran',
      ['MIT'],
      { commit: 'c0ffee' },
    ],
    ['with further conditions', 'License: GPL-3 + file LICENSE\n', 'cran', ['GPL-3 + file LICENSE'], {}],
  ])('reads a package %s', async (_name, more, type, licenses, details) => {
    const path = 'usr/lib/R/site-library/data.table/DESCRIPTION';
    const { packages } = await runCataloger(r, { [path]: description('data.table', '1.14-2', more) });
    expect(packages).toEqual([
      {
        purl: `pkg:${type}/data.table@1.14-2`,
        type,
        ecosystem: type,
        name: 'data.table',
        version: '1.14-2',
        licenses,
        details: { kind: 'r', ...details },
        paths: [path],
      },
    ]);
    expect(PackageURL.fromString(packages[0]?.purl ?? '')).toMatchObject({ name: 'data.table', version: '1.14-2' });
  });

  it.each([
    ['sources elsewhere', 'app/mypkg/DESCRIPTION', 'Package: mypkg\nVersion: 1.0\n', []],
    ['something else of that name', 'opt/x/DESCRIPTION', 'A text.\n', []],
    [
      'translations, which R does not list',
      'usr/lib/R/library/translations/DESCRIPTION',
      'Package: translations\n',
      [],
    ],
    [
      'a damaged package',
      'usr/lib/R/library/a/DESCRIPTION',
      'Package: a\nVersion: 1.0\n',
      ['catalog/manifest-unreadable'],
    ],
    ['a bad name', 'x/a/DESCRIPTION', description('../a', '1.0'), ['catalog/package-name-invalid']],
    ['a bad version', 'x/a/DESCRIPTION', description('a', 'one'), ['catalog/package-version-invalid']],
    ['a file of two megabytes', 'x/a/DESCRIPTION', ' '.repeat(2_000_000), ['catalog/file-too-large']],
  ])('leaves out %s', async (_name, path, text, codes) => {
    const { packages, problems } = await runCataloger(r, { [path]: text });
    expect([packages, problems.map(({ code }) => code)]).toEqual([[], codes]);
  });

  it('opens descriptions, and nothing else', async () => {
    const library = 'usr/lib/R/library';
    const { opened } = await runCataloger(r, {
      [`${library}/a/DESCRIPTION`]: description('a', '1'),
      [`${library}/a/Meta/package.rds`]: '',
      [`${library}/a/NAMESPACE`]: '',
      DESCRIPTION: '',
    });
    expect(opened).toEqual([`${library}/a/DESCRIPTION`]);
  });

  itSurvivesHostileFiles(r, { 'usr/lib/R/library/a/DESCRIPTION': description('a', '1.0', 'License: GPL-2 | GPL-3\n') });
});
