import { describe, expect, it } from 'vitest';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import type { TarEntry } from '#tests/support/tar-writer.ts';
import type { Cataloger } from './cataloger.ts';
import type { LayerAnalysis, LayerCache } from './layer-analysis.ts';

const directory = useTemporaryDirectory();

/** Wants files that begin with a mark, whatever they are called; what follows the mark is a version. */
function marked(mark: string, opened: string[] = [], version = 1) {
  return {
    name: `marked-${mark}`,
    version,
    wants: () => false,
    wantsContent: ({ head }) => Buffer.from(head).toString('latin1').startsWith(mark),
    catalog: async (file) => {
      opened.push(file.path);
      return Buffer.from(await file.bytes())
        .toString('latin1')
        .slice(mark.length)
        .trimEnd();
    },
    assemble: (records) =>
      records.map(({ path, record }) => ({
        purl: `pkg:generic/${mark}-${path.replaceAll('/', '-')}@${record}`,
        type: 'generic',
        ecosystem: 'x',
        name: path,
        version: record,
        licenses: [],
        paths: [path],
      })),
  } as const satisfies Cataloger<string>;
}

const a1: TarEntry = { path: 'bin/tool', content: 'AA1' };
const other: TarEntry = { path: 'bin/tool', content: 'just text' };

async function seen(layers: readonly (readonly TarEntry[])[], catalogers: readonly Cataloger[] = [marked('AA')]) {
  const plans = layers.map((files) => ({ files }));
  const { packages, problems } = await catalogBuiltImage(directory.path, plans, { catalogers });
  expect(problems.filter(({ code }) => !code.startsWith('catalog/distro'))).toEqual([]);
  return packages.map(({ name, version }) => `${name} ${version}`);
}

describe('a file wanted by content', () => {
  it.each<[string, readonly (readonly TarEntry[])[], readonly string[]]>([
    ['alone', [[a1]], ['bin/tool 1']],
    ['without a byte', [[{ path: 'bin/tool' }]], []],
    ['shorter than what is looked at, at the end of the layer', [[{ path: 'x' }, a1]], ['bin/tool 1']],
    ['replaced by another', [[a1], [{ path: 'bin/tool', content: 'AA2' }]], ['bin/tool 2']],
    ['replaced by a file that nobody wants', [[a1], [other]], []],
    ['replaced by an empty file', [[a1], [{ path: 'bin/tool' }]], []],
    ['replaced in the same layer', [[a1, other]], []],
    ['replaced by a link', [[a1], [{ path: 'bin/tool', type: 'symlink', linkTarget: 'x' }]], []],
    ['replaced by a hard link to what nobody wants', [[a1], [{ path: 'y' }, hardLink('bin/tool', 'y')]], []],
    ['replaced by a directory', [[a1], [{ path: 'bin/tool/x', content: 'text' }]], []],
    ['replaced through a link', [[a1, link('sbin', 'bin')], [{ path: 'sbin/tool', content: 'text' }]], []],
    ['whose directory is replaced by a file', [[a1], [{ path: 'bin', content: 'text' }]], []],
    ['with something else beside it', [[a1], [{ path: 'bin/other', content: 'text' }]], ['bin/tool 1']],
    ['that comes back', [[a1], [other], [a1]], ['bin/tool 1']],
    ['with a name that cannot be a program', [[{ path: 'bin/tool.js', content: 'AA1' }]], []],
  ])('%s', async (_name, layers, expected) => {
    expect(await seen(layers)).toEqual(expected);
  });

  it('is hidden by a file that only another cataloger wants', async () => {
    const layers = [[a1], [{ path: 'bin/tool', content: 'BB2' }]];
    expect(await seen(layers, [marked('AA'), marked('BB')])).toEqual(['bin/tool 2']);
  });

  it('lies across the seam of two chunks', async () => {
    const filler = Array.from({ length: 300 }, (_, index) => ({ path: `f${index}`, content: 'x'.repeat(index * 7) }));
    const tools = filler.map(({ path }, index) => ({ path: `t${index}`, content: `AA${path}` }));
    expect(await seen([filler.flatMap((one, index) => [one, tools[index] ?? one])])).toHaveLength(300);
  });
});

describe('hard links to a file wanted by content', () => {
  it('have what it has, without being read', async () => {
    const opened: string[] = [];
    const layer = [a1, hardLink('bin/again', 'bin/tool'), hardLink('bin/thrice', 'bin/again')];
    expect(await seen([layer], [marked('AA', opened)])).toEqual(['bin/again 1', 'bin/thrice 1', 'bin/tool 1']);
    expect(opened).toEqual(['bin/tool']);
  });

  it('stay where it goes', async () => {
    const layers = [{ files: [a1, hardLink('bin/again', 'bin/tool')] }, { whiteouts: ['bin/tool'] }];
    const { packages } = await catalogBuiltImage(directory.path, layers, { catalogers: [marked('AA')] });
    expect(packages.map(({ name }) => name)).toEqual(['bin/again']);
  });

  it('are read where their name makes them wanted', async () => {
    const opened: string[] = [];
    const byName = { ...marked('AA', opened), wantsContent: ({ path }: { path: string }) => path === 'bin/again' };
    const layer = [a1, hardLink('bin/again', 'bin/tool')];
    expect(await seen([layer], [marked('AA'), { ...byName, name: 'by-name' }])).toEqual(['bin/again 1', 'bin/tool 1']);
    expect(opened).toEqual(['bin/again']);
  });
});

describe('the layer cache', () => {
  it('keeps what hides, whichever catalogers are asked for', async () => {
    const cache = memoryCache();
    const layers = [{ files: [a1] }, { files: [{ path: 'bin/tool', content: 'BB2' }] }];
    const scan = async (catalogers: readonly Cataloger[]) => {
      const { packages } = await catalogBuiltImage(directory.path, layers, { catalogers, cache });
      return packages.map(({ name, version }) => `${name} ${version}`);
    };
    expect(await scan([marked('AA'), marked('BB')])).toEqual(['bin/tool 2']);
    expect(await scan([marked('AA')])).toEqual([]);
    expect(await scan([marked('AA'), marked('BB', [], 2)])).toEqual(['bin/tool 2']);
  });
});

function memoryCache(): LayerCache {
  const kept = new Map<string, LayerAnalysis>();
  return {
    get: async (digest) => kept.get(digest),
    put: async (digest, analysis) => void kept.set(digest, JSON.parse(JSON.stringify(analysis)) as LayerAnalysis),
  };
}

function link(path: string, linkTarget: string): TarEntry {
  return { path, type: 'symlink', linkTarget };
}

function hardLink(path: string, linkTarget: string): TarEntry {
  return { path, type: 'hardlink', linkTarget };
}
