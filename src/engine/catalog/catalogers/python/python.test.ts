import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '#tests/support/feeds/zip-writer.ts';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { type FileTree, readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { python } from './python.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-python-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Prints `name version directory` of each package that importlib.metadata finds in any directory or egg below the first argument. */
const judge = `
import importlib.metadata as m, os, sys
root = sys.argv[1]
for top, directories, files in os.walk(root):
    places = [top] + [os.path.join(top, f) for f in files if f.endswith('.egg')]
    for place in places:
        for one in m.distributions(path=[place]):
            print(one.metadata['Name'], one.metadata['Version'], os.path.relpath(top, root))
`;

function run(program: string, args: readonly string[], cwd = directory): string {
  const env = { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INDEX: '1', PYTHONDONTWRITEBYTECODE: '1' };
  return execFileSync(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 }).toString();
}

function judged(root: string, interpreter = 'python3'): string[] {
  return run(interpreter, ['-c', judge, root]).split('\n').filter(Boolean).sort();
}

/** What the cataloger finds below a directory, as if that were the whole image. */
async function cataloged(root: string) {
  const files = readTree(root, (path) => python.wants(path));
  return runCataloger(
    python,
    Object.fromEntries(Object.entries(files).map(([path, file]) => [join(root, path).slice(1), file])),
  );
}

/** The same lines as the judge's. */
async function ours(root: string): Promise<string[]> {
  const { packages } = await cataloged(root);
  const lines = packages.flatMap((one) =>
    one.paths.map((path) => `${one.name} ${one.version} ${place(path.slice(root.length))}`),
  );
  return lines.sort();
}

function place(path: string): string {
  const home = /^(.*)\.(?:dist-info|egg-info|egg)(?:\/|$)/.exec(path)?.[1] ?? '';
  return dirname(home);
}

/** Writes the sources of a package below a directory. */
function source(name: string, version: string, below = 'sources'): string {
  const root = join(directory, below, `${name}-${version}`);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'module.py'), '');
  const classifiers = "['License :: OSI Approved :: MIT License']";
  const script = `from setuptools import setup\nsetup(name='${name}', version='${version}', py_modules=['module'], classifiers=${classifiers})\n`;
  writeFileSync(join(root, 'setup.py'), script);
  return root;
}

/** A Python that can build packages by itself: the one that comes first, or the distro's. */
const builder = ['python3', '/usr/bin/python3'].find((program) => {
  try {
    execFileSync(program, ['-c', 'import setuptools, pip, wheel, venv, ensurepip; ensurepip.version()'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
});
const needs = 'needs python3 with pip, setuptools, wheel and ensurepip';

describe.skipIf(builder === undefined)(`lists what Python lists [${needs}]`, () => {
  const interpreter = builder ?? '';
  const build = ['--no-build-isolation', '--no-deps', '--quiet'];

  it('in a virtual environment, with packages installed from sources, in place, and from git', async () => {
    const root = join(directory, 'image');
    run(interpreter, ['-m', 'venv', '--system-site-packages', join(root, 'venv')]);
    const inside = join(root, 'venv/bin/python');
    const pip = (...args: string[]) => run(inside, ['-m', 'pip', 'install', ...build, ...args]);
    pip(source('Made_Up.Name', '1.0'), source('plain', '2.0rc1'));
    pip('--editable', source('in-place', '3.0', 'image/sources'));
    const repository = source('from-git', '4.0');
    const git = (...args: string[]) => run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], repository);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    pip(`git+file://${repository}`);

    const expected = judged(root);
    expect(expected.length).toBeGreaterThanOrEqual(5);
    expect(await ours(root)).toEqual(expected);

    const listed = JSON.parse(run(inside, ['-m', 'pip', 'list', '--local', '--format=json'])) as readonly {
      name: string;
      version: string;
    }[];
    const { packages } = await cataloged(root);
    const direct = packages.filter(({ paths }) => paths.some((path) => !path.includes('/_vendor/')));
    const names = (all: readonly { name: string; version: string }[]) =>
      all.map(({ name, version }) => `${name.toLowerCase().replace(/[-_.]+/g, '-')} ${version}`).sort();
    expect(names(direct)).toEqual(names(listed));

    const detailsOf = (name: string) => packages.find((one) => one.name === name)?.details;
    const commit = git('rev-parse', 'HEAD').trim();
    expect(detailsOf('from-git')).toMatchObject({ installer: 'pip', commit, directUrl: `file://${repository}` });
    expect(detailsOf('in-place')).toMatchObject({ editable: true });
    expect(packages.find(({ name }) => name === 'plain')?.licenses).toEqual(['MIT']);
  }, 120_000);

  it('in a target directory and in eggs', async () => {
    const root = join(directory, 'target');
    run(interpreter, ['-m', 'pip', 'install', ...build, '--target', root, source('targeted', '1.0')]);
    const egg = source('egged', '2.0');
    run(interpreter, ['setup.py', '--quiet', 'bdist_egg', '--dist-dir', join(root, 'eggs')], egg);
    const old = source('old-way', '3.0');
    run(
      interpreter,
      ['setup.py', '--quiet', 'install', '--single-version-externally-managed', '--record=r', `--root=${root}`],
      old,
    );
    const expected = judged(root);
    expect(expected.map((line) => line.split(' ')[0])).toEqual(['egged', 'old-way', 'targeted']);
    expect(await ours(root)).toEqual(expected);
  }, 120_000);
});

const debianPackages = '/usr/lib/python3/dist-packages';
describe.skipIf(!existsSync('/usr/bin/python3') || !existsSync(debianPackages))(
  "lists what Python lists of Debian's own packages [needs python3 of Debian]",
  () => {
    it('in dist-packages', async () => {
      // Directories without PKG-INFO, where Debian keeps a list of requirements only, name no package by themselves.
      const expected = [...new Set(judged(debianPackages, '/usr/bin/python3'))].filter(
        (line) => !line.startsWith('None '),
      );
      expect([...new Set(await ours(debianPackages))].sort()).toEqual(expected);
    });
  },
);

describe('python', () => {
  const metadata = (name: string, version: string, more = '') =>
    `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${more}\nText\n`;

  it('makes one package of a version in several places, and keeps the name as its author writes it', async () => {
    const { packages, problems } = await runCataloger(python, {
      'usr/lib/python3.11/site-packages/Flask_Thing-1.0.dist-info/METADATA': metadata('Flask_Thing', '1.0'),
      'opt/venv/lib/python3.11/site-packages/Flask_Thing-1.0.dist-info/METADATA': metadata('Flask_Thing', '1.0'),
      'opt/venv/lib/python3.11/site-packages/zope.event-5.0.dist-info/METADATA': metadata('zope.event', '5.0'),
      'opt/venv/lib/python3.11/site-packages/zope.event-5.0.dist-info/INSTALLER': 'uv\n',
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        purl: 'pkg:pypi/flask-thing@1.0',
        type: 'pypi',
        ecosystem: 'pypi',
        name: 'Flask_Thing',
        version: '1.0',
        licenses: [],
        details: { kind: 'python' },
        paths: [
          'opt/venv/lib/python3.11/site-packages/Flask_Thing-1.0.dist-info/METADATA',
          'usr/lib/python3.11/site-packages/Flask_Thing-1.0.dist-info/METADATA',
        ],
      },
      expect.objectContaining({ purl: 'pkg:pypi/zope.event@5.0', details: { kind: 'python', installer: 'uv' } }),
    ]);
  });

  it('writes purls that the reference implementation reads back', async () => {
    const { packages } = await runCataloger(python, {
      's/a-1.dist-info/METADATA': metadata('Ruamel.Yaml_Clib', '1!2.0+local.1'),
      's/b-1.dist-info/METADATA': metadata('b', '1'),
      's/b-1.dist-info/direct_url.json': JSON.stringify({
        url: 'https://user:secret@example.org/b.git',
        vcs_info: { vcs: 'git', commit_id: 'c0ffee' },
      }),
    });
    const read = packages.map(({ purl }) => PackageURL.fromString(purl));
    expect(read.map(({ name, version, qualifiers }) => [name, version, qualifiers?.vcs_url])).toEqual([
      ['ruamel.yaml-clib', '1!2.0+local.1', undefined],
      ['b', '1', 'git+https://example.org/b.git@c0ffee'],
    ]);
  });

  it('opens metadata, and nothing else', async () => {
    const { opened } = await runCataloger(python, {
      'app/setup.py': '',
      's/a-1.dist-info/METADATA': metadata('a', '1'),
      's/a-1.dist-info/RECORD': '',
      's/a-1.dist-info/WHEEL': '',
      's/a/__init__.py': '',
      's/b.egg-info/PKG-INFO': metadata('b', '1'),
      's/b.egg-info/SOURCES.txt': '',
      's/c-1.egg-info': metadata('c', '1'),
    });
    expect(opened).toEqual(['s/a-1.dist-info/METADATA', 's/b.egg-info/PKG-INFO', 's/c-1.egg-info']);
  });

  it('does not read files larger than any tool writes', async () => {
    const { opened, problems } = await runCataloger(python, {
      's/a-1.dist-info/METADATA': Buffer.alloc(9_000_000, 0x20),
      's/a-1-py3.egg': Buffer.alloc(65_000_000 + 2_200_000),
    });
    expect(opened).toEqual([]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['catalog/file-too-large', 's/a-1.dist-info/METADATA'],
      ['catalog/file-too-large', 's/a-1-py3.egg'],
    ]);
  });

  const samples: FileTree = {
    's/a.dist-info/METADATA': metadata(
      'a',
      '1',
      'License: MIT\nClassifier: License :: OSI Approved :: ISC License (ISCL)\n',
    ),
    's/a.egg-info': metadata('a', '1'),
    's/a.dist-info/direct_url.json': '{"url":"https://a/b","vcs_info":{"vcs":"git","commit_id":"1"}}',
    's/a.dist-info/INSTALLER': 'pip\n',
    's/a.egg': writeZip([{ name: 'EGG-INFO/PKG-INFO', content: metadata('a', '1') }]),
  };

  it('reads a packed egg', async () => {
    const { packages } = await runCataloger(python, samples);
    expect(packages.map(({ paths }) => paths)).toEqual([['s/a.dist-info/METADATA'], ['s/a.egg', 's/a.egg-info']]);
  });

  itSurvivesHostileFiles(python, samples);
});
