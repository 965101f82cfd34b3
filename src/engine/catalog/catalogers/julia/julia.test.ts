import { describe, expect, it } from 'vitest';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { julia } from './julia.ts';

const uuid = '682c06a0-de6a-54ab-a142-c8b1cf79cde6';
const project = (name: string, version?: string) =>
  `name = "${name}"\nuuid = "${uuid}"\n${version === undefined ? '' : `version = "${version}"\n`}\n[deps]\nDates = "${uuid}"\n`;
const depot = 'root/.julia/packages';

describe('julia', () => {
  it('lists packages of depots and the standard library', async () => {
    const { packages, problems, opened } = await runCataloger(julia, {
      [`${depot}/JSON/93Ea8/Project.toml`]: project('JSON', '0.21.4'),
      [`${depot}/JSON/93Ea8/src/JSON.jl`]: '',
      [`${depot}/JSON/93Ea8/test/Project.toml`]: '[deps]\n',
      [`${depot}/JSON/abcd/Project.toml`]: project('JSON', '0.20.0'),
      'usr/local/julia/share/julia/stdlib/v1.9/Dates/Project.toml': project('Dates'),
      'usr/local/julia/share/julia/stdlib/v1.9/Pkg/Project.toml': project('Pkg', '1.9.2'),
      'app/Project.toml': project('App', '1.0.0'),
    });
    expect(problems).toEqual([]);
    expect(opened).toHaveLength(4);
    expect(packages).toEqual([
      {
        purl: `pkg:julia/JSON@0.21.4?uuid=${uuid}`,
        type: 'julia',
        ecosystem: 'julia',
        name: 'JSON',
        version: '0.21.4',
        licenses: [],
        details: { kind: 'julia', uuid },
        paths: [`${depot}/JSON/93Ea8/Project.toml`],
      },
      expect.objectContaining({ name: 'JSON', version: '0.20.0' }),
      expect.objectContaining({
        name: 'Dates',
        version: '1.9',
        details: { kind: 'julia', uuid, standardLibrary: true },
      }),
      expect.objectContaining({ name: 'Pkg', version: '1.9.2' }),
    ]);
  });

  it.each([
    ['no TOML', 'name = ', 'catalog/manifest-unreadable'],
    ['no UUID', 'name = "A"\nversion = "1.0.0"\n', 'catalog/package-name-invalid'],
    ['a name that is a path', project('../A', '1.0.0'), 'catalog/package-name-invalid'],
    ['no version', project('A'), 'catalog/package-version-invalid'],
    ['a version that is a word', project('A', 'one'), 'catalog/package-version-invalid'],
    ['a file of two megabytes', '#'.repeat(2_000_000), 'catalog/file-too-large'],
  ])('leaves out %s, with a problem', async (_name, text, code) => {
    const { packages, problems } = await runCataloger(julia, { [`${depot}/A/abcde/Project.toml`]: text });
    expect([packages, problems.map((one) => one.code)]).toEqual([[], [code]]);
  });

  itSurvivesHostileFiles(julia, { [`${depot}/A/abcde/Project.toml`]: project('A', '1.0.0') });
});
