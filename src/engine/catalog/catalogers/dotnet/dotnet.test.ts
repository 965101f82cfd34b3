import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { type FileTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { dotnet } from './dotnet.ts';
import { dotnetFile } from './dotnet-path.ts';

async function list(files: FileTree) {
  const { packages, problems, opened } = await runCataloger(dotnet, files);
  return {
    found: packages.map((one) => `${one.name} ${one.version}`),
    problems: problems.map(({ code, path }) => [code, path]),
    packages,
    opened,
  };
}

const target = '.NETCoreApp,Version=v8.0';
/** A `deps.json` with libraries of a type each, as the SDK writes it. */
function deps(
  libraries: Readonly<Record<string, string>>,
  options: { platform?: string; compileOnly?: readonly string[] } = {},
) {
  const name = options.platform === undefined ? target : `${target}/${options.platform}`;
  const entries = Object.keys(libraries).map((key) => [
    key,
    options.compileOnly?.includes(key) === true ? { compileOnly: true } : { runtime: {} },
  ]);
  return JSON.stringify({
    runtimeTarget: { name, signature: '' },
    compilationOptions: {},
    targets: { [target]: {}, [name]: Object.fromEntries(entries) },
    libraries: Object.fromEntries(
      Object.entries(libraries).map(([key, type]) => [key, { type, serviceable: true, sha512: 'x' }]),
    ),
  });
}

const nuspec = (inner: string) =>
  `<?xml version="1.0"?><package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>${inner}</metadata></package>`;
const newtonsoft = nuspec(
  '<id>Newtonsoft.Json</id><version>13.0.1</version><license type="expression">MIT</license><dependencies><group><dependency id="x" version="1"/></group></dependencies>',
);

describe('dotnet', () => {
  it.each<[string, FileTree, readonly string[]]>([
    [
      'a program: packages, not projects and references',
      { 'app/a.deps.json': deps({ 'a/1.0.0': 'project', 'Serilog/2.10.0': 'package', 'x/1': 'reference' }) },
      ['Serilog 2.10.0'],
    ],
    [
      'a program with its run-time',
      {
        'app/a.deps.json': deps(
          { 'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': 'runtimepack' },
          { platform: 'linux-x64' },
        ),
      },
      ['Microsoft.NETCore.App.Runtime.linux-x64 8.0.1'],
    ],
    [
      'what only the compiler needed is left out',
      { 'app/a.deps.json': deps({ 'Ref/1.0.0': 'package', 'Lib/2.0.0': 'package' }, { compileOnly: ['Ref/1.0.0'] }) },
      ['Lib 2.0.0'],
    ],
    [
      'a framework that names itself',
      {
        'usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/Microsoft.NETCore.App.deps.json': deps(
          { 'Microsoft.NETCore.App.Runtime.linux-x64/8.0.11': 'package' },
          { platform: 'linux-x64' },
        ),
      },
      ['Microsoft.NETCore.App.Runtime.linux-x64 8.0.11'],
    ],
    [
      'a framework that its directory names',
      {
        'usr/lib/dotnet/shared/Microsoft.AspNetCore.App/8.0.11/Microsoft.AspNetCore.App.deps.json': deps(
          {},
          { platform: 'linux-musl-x64' },
        ),
      },
      ['Microsoft.AspNetCore.App.Runtime.linux-musl-x64 8.0.11'],
    ],
    ['a type in capitals, as of old', { 'a.deps.json': deps({ 'Lib/2.0.0-rc.1': 'Package' }) }, ['Lib 2.0.0-rc.1']],
    [
      'an unpacked package',
      { 'root/.nuget/packages/newtonsoft.json/13.0.1/newtonsoft.json.nuspec': newtonsoft },
      ['Newtonsoft.Json 13.0.1'],
    ],
    [
      'one unpacked of old',
      { 'packages/Newtonsoft.Json.13.0.1/Newtonsoft.Json.nuspec': newtonsoft },
      ['Newtonsoft.Json 13.0.1'],
    ],
    [
      'a list of .NET Framework',
      {
        'app/packages.config':
          '<?xml version="1.0"?>\n<packages>\n  <package id="EntityFramework" version="6.1.3" targetFramework="net45" />\n</packages>',
      },
      ['EntityFramework 6.1.3'],
    ],
  ])('%s', async (_name, files, expected) => {
    const { found, problems } = await list(files);
    expect({ found, problems }).toEqual({ found: expected, problems: [] });
  });

  it('says what is a run-time pack, what the licence is, and what is no more than listed', async () => {
    const { packages } = await list({
      'a.deps.json': deps({ 'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': 'runtimepack' }),
      'newtonsoft.json/13.0.1/newtonsoft.json.nuspec': newtonsoft,
      'packages.config': '<packages><package id="X" version="1.0"/></packages>',
    });
    expect(packages.map(({ purl, licenses, details, origin }) => [purl, licenses, details, origin])).toEqual([
      ['pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1', [], { kind: 'nuget', runtimePack: true }, undefined],
      ['pkg:nuget/Newtonsoft.Json@13.0.1', ['MIT'], { kind: 'nuget' }, undefined],
      ['pkg:nuget/X@1.0', [], { kind: 'nuget' }, 'lock-file'],
    ]);
    for (const { purl, name } of packages) expect(PackageURL.fromString(purl).name).toBe(name);
  });

  it('opens what it reads, and nothing else', async () => {
    const { opened } = await list({
      'app/a.deps.json': deps({}),
      'app/a.runtimeconfig.json': '{}',
      'app/a.dll': '',
      'app/packages.lock.json': '{}',
      'src/a.nuspec': newtonsoft,
      'x/1.0/y.nuspec': newtonsoft,
      'app/web.config': '',
    });
    expect(opened).toEqual(['app/a.deps.json']);
  });

  it.each<[string, string, string | Uint8Array]>([
    ['JSON that breaks off', 'a.deps.json', '{"libraries":{'],
    ['JSON of another kind', 'a.deps.json', '{"a":1}'],
    ['brackets without end', 'a.deps.json', '{"libraries":'.repeat(200_000)],
    ['a description that breaks off', 'x/1.0/x.nuspec', '<package><metadata><id>X</id'],
    ['a description of nothing', 'x/1.0/x.nuspec', nuspec('<id>../x</id><version>1</version>')],
    ['another configuration', 'packages.config', '<configuration><package id="a" version="1"/></configuration>'],
    ['bytes of another kind', 'packages.config', Buffer.from([0, 255, 254, 60])],
  ])('%s is a problem', async (_name, path, content) => {
    const { found, problems } = await list({ [path]: content });
    expect({ found, problems }).toEqual({ found: [], problems: [['catalog/manifest-unreadable', path]] });
  });

  it('a library without a proper name or version is a problem, and costs itself', async () => {
    const { found, problems } = await list({
      'a.deps.json': deps({ 'X/1.0': 'package', '../y/1': 'package', nothing: 'package' }),
    });
    expect(found).toEqual(['X 1.0']);
    expect(problems.map(([code]) => code)).toEqual(['catalog/package-name-invalid', 'catalog/package-name-invalid']);
  });

  it('never fails', async () => {
    const paths = fc.constantFrom('a.deps.json', 'x/1.0/x.nuspec', 'packages.config', 'shared/A/1.0/A.deps.json');
    const record = fc.record({ libraries: fc.dictionary(fc.string(), fc.anything()), targets: fc.anything() });
    const tags = fc
      .array(fc.constantFrom('<package', ' id="x"', " version='1'", '>', '/>', '</', '<id>', 'x', '<!--', '"'))
      .map((parts) => parts.join(''));
    const content = fc.oneof(
      fc.json(),
      fc.string(),
      tags,
      record.map((value) => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? 1 : one))),
    );
    await fc.assert(
      fc.asyncProperty(paths, content, async (path, text) => {
        const { problems } = await list({ [path]: text });
        expect(problems.every(([, where]) => where === path)).toBe(true);
      }),
    );
  });
});

describe('dotnetFile', () => {
  it.each([
    ['app/a.deps.json', 'deps'],
    ['usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/Microsoft.NETCore.App.deps.json', 'framework'],
    ['usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/other.deps.json', 'deps'],
    ['a/B.C/1.0.0/b.c.nuspec', 'nuspec'],
    ['a/B.C.1.0.0/b.c.nuspec', 'nuspec'],
    ['a/B.C.x/b.c.nuspec', undefined],
    ['a/b.c.nuspec', undefined],
    ['packages.config', 'packages-config'],
    ['a/packages.config.bak', undefined],
    ['deps.json', undefined],
  ])('%s: %s', (path, kind) => {
    expect(dotnetFile(path)?.kind).toBe(kind);
  });
});
