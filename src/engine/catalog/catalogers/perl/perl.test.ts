import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { findProgram, missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { perl } from './perl.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-perl-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd = directory): string {
  return execFileSync(program, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}

/** Writes the sources of a distribution and returns their directory. */
function source(module: string, version: string): string {
  const root = join(directory, `${module.replaceAll('::', '-')}-${version}`);
  const file = join(root, 'lib', `${module.replaceAll('::', '/')}.pm`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `package ${module};\nour $VERSION = '${version}';\n1;\n`);
  const parameters = `NAME => '${module}', VERSION_FROM => '${file.slice(root.length + 1)}', LICENSE => 'perl'`;
  writeFileSync(join(root, 'Makefile.PL'), `use ExtUtils::MakeMaker;\nWriteMakefile(${parameters});\n`);
  return root;
}

/** `module version` of what ExtUtils::Installed finds below a library. */
function installedModules(library: string): string[] {
  const script =
    'my $i = ExtUtils::Installed->new(inc_override => [$ARGV[0]]); print map { "$_ " . $i->version($_) . "\\n" } grep { $_ ne "Perl" } $i->modules';
  return run('perl', ['-MExtUtils::Installed', '-e', script, library]).split('\n').filter(Boolean).sort();
}

async function ours(root: string): Promise<string[]> {
  const { packages, problems } = await runCataloger(perl, readTree(root));
  expect(problems).toEqual([]);
  return packages.map(({ details, version }) => `${details?.kind === 'cpan' ? details.module : ''} ${version}`).sort();
}

describe.skipIf(missing(['perl', 'make'], { optional: true }))('lists what Perl lists [needs perl and make]', () => {
  it('of distributions that MakeMaker installed, the last version of each', async () => {
    const root = join(directory, 'made');
    for (const [module, version] of [
      ['Foo::Bar', '1.10'],
      ['Foo::Bar', '1.20'],
      ['Solo', 'v2.0.1'],
    ] as const) {
      const from = source(module, version);
      run('perl', ['Makefile.PL', `INSTALL_BASE=${root}`], from);
      run('make', ['install'], from);
    }
    const expected = installedModules(join(root, 'lib/perl5'));
    expect(expected).toEqual(['Foo::Bar 1.20', 'Solo v2.0.1']);
    expect(await ours(root)).toEqual(expected);
  }, 60_000);

  it.skipIf(findProgram('cpanm') === undefined)(
    'of distributions that cpanm installed from a mirror [needs cpanm]',
    async () => {
      const mirror = join(directory, 'mirror');
      const author = join(mirror, 'authors/id/A/AU/AUTHOR');
      mkdirSync(author, { recursive: true });
      mkdirSync(join(mirror, 'modules'));
      const root = join(directory, 'by-cpanm');
      for (const version of ['3.10', '3.20']) {
        const from = source('Baz::Qux', version);
        run('tar', ['-czf', join(author, `Baz-Qux-${version}.tar.gz`), `Baz-Qux-${version}`]);
        const head = 'File: 02packages.details.txt\nLine-Count: 1\n\n';
        const index = `${head}Baz::Qux ${version} A/AU/AUTHOR/Baz-Qux-${version}.tar.gz\n`;
        writeFileSync(join(mirror, 'modules/02packages.details.txt.gz'), gzipSync(index));
        const flags = ['--notest', '--mirror', `file://${mirror}`, '--mirror-only', '-l', root];
        // A home of its own for each: cpanm keeps the index that it saw, by the second.
        const home = `PERL_CPANM_HOME=${join(directory, `cpanm-${version}`)}`;
        run('env', [home, 'cpanm', ...flags, 'Baz::Qux'], dirname(from));
      }
      const expected = installedModules(join(root, 'lib/perl5'));
      expect(expected).toEqual(['Baz::Qux 3.20']);
      expect(await ours(root)).toEqual(expected);
      const { packages } = await runCataloger(perl, readTree(root));
      expect(packages).toMatchObject([
        { purl: 'pkg:cpan/AUTHOR/Baz-Qux@3.20', licenses: ['Artistic-1.0-Perl OR GPL-1.0-or-later'] },
      ]);
    },
    60_000,
  );
});

describe('perl', () => {
  const arch = 'usr/local/lib/perl5/site_perl/5.40.0/x86_64-linux-gnu';
  const install = (dist: string, module: string, more: object = {}) =>
    JSON.stringify({ dist, name: module, target: module, version: 1, pathname: `A/AU/AUTHOR/${dist}.tar.gz`, ...more });
  const entry = (module: string, version: string) =>
    `=head2 Thu Nov 26 03:46:14 2026: C<Module> L<${module}|${module}>\n\n=over 4\n\n=item *\n\nC<VERSION: ${version}>\n\n=back\n\n`;

  it('joins what cpanm, MakeMaker and the lists of files say', async () => {
    const { packages, problems } = await runCataloger(perl, {
      [`${arch}/.meta/libwww-perl-6.70/install.json`]: install('libwww-perl-6.70', 'LWP'),
      [`${arch}/.meta/libwww-perl-6.70/MYMETA.json`]: JSON.stringify({ license: ['perl_5', 'unknown'] }),
      [`${arch}/.meta/libwww-perl-6.60/install.json`]: install('libwww-perl-6.60', 'LWP'),
      [`${arch}/auto/LWP/.packlist`]: '/usr/local/bin/lwp-dump\n',
      [`${arch}/auto/Foo/Bar/.packlist`]: '',
      [`${arch}/auto/Without/Version/.packlist`]: '',
      'usr/local/lib/perl5/5.40.0/x86_64-linux-gnu/perllocal.pod':
        entry('LWP', '6.60') + entry('LWP', '6.70') + entry('Foo::Bar', '1.0'),
    });
    expect(packages).toEqual([
      {
        purl: 'pkg:cpan/AUTHOR/libwww-perl@6.70',
        type: 'cpan',
        ecosystem: 'cpan',
        name: 'libwww-perl',
        version: '6.70',
        licenses: ['Artistic-1.0-Perl OR GPL-1.0-or-later'],
        details: { kind: 'cpan', module: 'LWP', author: 'AUTHOR' },
        paths: [`${arch}/.meta/libwww-perl-6.70/install.json`],
      },
      expect.objectContaining({ purl: 'pkg:cpan/Foo-Bar@1.0', paths: [`${arch}/auto/Foo/Bar/.packlist`] }),
    ]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['catalog/package-version-missing', `${arch}/auto/Without/Version/.packlist`],
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['an array', '[]'],
    ['a distribution without version', install('Foo-Bar', 'Foo::Bar')],
    ['a distribution that is a path', install('../x-1.0', 'x')],
    ['a name of 5,000 characters', install(`${'a'.repeat(5000)}-1.0`, 'x')],
  ])('leaves out %s, with a problem', async (_name, text) => {
    const { packages, problems } = await runCataloger(perl, { [`${arch}/.meta/x/install.json`]: text });
    expect([packages, problems.map(({ code }) => code)]).toEqual([[], ['catalog/manifest-unreadable']]);
  });

  it('opens metadata and logs, and nothing else', async () => {
    const { opened, problems } = await runCataloger(perl, {
      [`${arch}/.meta/Foo-1.0/install.json`]: install('Foo-1.0', 'Foo'),
      [`${arch}/.meta/Foo-1.0/MYMETA.json`]: Buffer.alloc(9_000_000),
      [`${arch}/auto/Foo/.packlist`]: '',
      [`${arch}/Foo.pm`]: '',
      [`${arch}/.packlist`]: '',
      'app/MYMETA.json': '{}',
      'app/install.json': '{}',
    });
    expect(opened).toEqual([`${arch}/.meta/Foo-1.0/install.json`]);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/file-too-large']);
  });

  itSurvivesHostileFiles(perl, {
    [`${arch}/.meta/Foo-1.0/install.json`]: install('Foo-1.0', 'Foo'),
    [`${arch}/.meta/Foo-1.0/MYMETA.json`]: JSON.stringify({ license: ['mit'] }),
    [`${arch}/perllocal.pod`]: entry('Foo', '1.0'),
  });
});
