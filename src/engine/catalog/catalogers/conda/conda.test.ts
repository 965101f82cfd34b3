import { describe, expect, it } from 'vitest';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { conda } from './conda.ts';

/** A record as conda writes it, less members that nobody reads. */
const record = (name: string, version: string, more: object = {}) =>
  JSON.stringify({
    build: 'py311h38be061_0',
    build_number: 0,
    channel: 'https://conda.anaconda.org/conda-forge/linux-64',
    depends: ['python >=3.11,<3.12.0a0'],
    files: ['lib/python3.11/site-packages/x.py'],
    license: 'BSD-3-Clause',
    link: { source: '/opt/conda/pkgs/x', type: 1 },
    name,
    requested_spec: '',
    subdir: 'linux-64',
    url: 'https://conda.anaconda.org/conda-forge/linux-64/x.conda',
    version,
    ...more,
  });
const at = (name: string) => `opt/conda/conda-meta/${name}.json`;

describe('conda', () => {
  it('lists packages of every environment, with the files that name Python packages', async () => {
    const files = ['lib/python3.11/site-packages/numpy-1.26.4.dist-info/METADATA', 'bin/f2py'];
    const { packages, problems } = await runCataloger(conda, {
      [at('numpy-1.26.4-0')]: record('numpy', '1.26.4', { files }),
      'opt/conda/envs/e/conda-meta/numpy-1.26.4-0.json': record('numpy', '1.26.4', { files }),
      [at('tzdata-2024a-0')]: record('tzdata', '2024a', {
        subdir: 'noarch',
        channel: 'conda-forge/noarch',
        license: undefined,
      }),
    });
    expect(problems).toEqual([]);
    expect(packages.map((one) => ({ ...one, files: [...(one.files ?? [])] }))).toEqual([
      {
        purl: 'pkg:conda/numpy@1.26.4?build=py311h38be061_0&channel=conda-forge&subdir=linux-64',
        type: 'conda',
        ecosystem: 'conda',
        name: 'numpy',
        version: '1.26.4',
        licenses: ['BSD-3-Clause'],
        details: { kind: 'conda', build: 'py311h38be061_0', channel: 'conda-forge', subdir: 'linux-64' },
        paths: [at('numpy-1.26.4-0'), 'opt/conda/envs/e/conda-meta/numpy-1.26.4-0.json'],
        files: ['opt/conda/lib/python3.11/site-packages/numpy-1.26.4.dist-info/METADATA'],
      },
      expect.objectContaining({
        purl: 'pkg:conda/tzdata@2024a?build=py311h38be061_0&channel=conda-forge&subdir=noarch',
        licenses: [],
      }),
    ]);
  });

  it.each([
    ['a full address', 'https://conda.anaconda.org/conda-forge/linux-64', 'conda-forge'],
    ['an address with a token', 'https://user:pw@host.example/t/tk-secret/get/private/osx-arm64', 'private'],
    ['an address without platform', 'https://repo.anaconda.com/pkgs/main', 'main'],
    ['a name', 'defaults', 'defaults'],
    ['a name with a platform', 'main/noarch', 'main'],
    ['a channel named alike', 'linux-tools', 'linux-tools'],
    ['nothing', '', undefined],
    ['no text', 7, undefined],
  ])('channel: %s', async (_name, channel, expected) => {
    const { packages } = await runCataloger(conda, { [at('x')]: record('x', '1', { channel }) });
    expect(packages[0]?.details).toEqual({
      kind: 'conda',
      build: 'py311h38be061_0',
      subdir: 'linux-64',
      ...(expected !== undefined && { channel: expected }),
    });
  });

  it.each([
    ['no JSON', '{', 'catalog/manifest-unreadable'],
    ['an array', '[]', 'catalog/manifest-unreadable'],
    ['no name', '{}', 'catalog/package-name-invalid'],
    ['a name that is a path', record('../x', '1'), 'catalog/package-name-invalid'],
    ['a version of two words', record('x', '1 2'), 'catalog/package-version-invalid'],
    ['a file of twenty megabytes', ' '.repeat(20_000_000), 'catalog/file-too-large'],
  ])('leaves out %s, with a problem', async (_name, text, code) => {
    const { packages, problems } = await runCataloger(conda, { [at('x')]: text });
    expect([packages, problems.map((one) => one.code)]).toEqual([[], [code]]);
  });

  it('opens records, and nothing else', async () => {
    const { opened } = await runCataloger(conda, {
      [at('x')]: record('x', '1'),
      'opt/conda/conda-meta/history': '',
      'opt/conda/pkgs/x-1-0/info/index.json': '{}',
    });
    expect(opened).toEqual([at('x')]);
  });

  itSurvivesHostileFiles(conda, { [at('x')]: record('x', '1') });
});
