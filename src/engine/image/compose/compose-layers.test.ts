import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildImage, type LayerPlan } from '#tests/support/build-image.ts';
import { imageContext, readLayerFiles, type SeenLayer, useTemporaryDirectory } from '#tests/support/image-context.ts';
import { missing } from '#tests/support/requirements.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';
import type { LayerChanges } from '../layer-changes.ts';
import { openImage } from '../open-image.ts';
import { composeLayers } from './compose-layers.ts';

interface Plan extends Partial<LayerChanges> {
  readonly paths?: readonly string[];
}

const noChanges: LayerChanges = { whiteouts: [], opaqueDirectories: [], symlinks: [] };

/** What is visible after each layer, as `place < layer` in order of place. */
function visibleAfterEach(plans: readonly Plan[]): readonly (readonly string[])[] {
  const layers = plans.map(({ paths, ...changes }) => ({ changes: { ...noChanges, ...changes }, paths: paths ?? [] }));
  const steps: string[][] = [];
  for (const { visible } of composeLayers(layers)) {
    steps.push([...visible.values()].map(({ path, layer }) => `${path} < ${layer}`).toSorted());
  }
  return steps;
}

describe('the image after its last layer', () => {
  test.each<[string, readonly Plan[], readonly string[]]>([
    ['files add up', [{ paths: ['a/x'] }, { paths: ['a/y'] }], ['a/x < 0', 'a/y < 1']],
    ['the upper of two files', [{ paths: ['a/x'] }, { paths: ['a/x'] }], ['a/x < 1']],
    ['a whiteout of a file', [{ paths: ['a/x', 'a/y'] }, { whiteouts: ['a/x'] }], ['a/y < 0']],
    ['a whiteout of a directory', [{ paths: ['a/b/x', 'a/bc'] }, { whiteouts: ['a/b'] }], ['a/bc < 0']],
    [
      'whiteouts of nothing',
      [{ paths: ['a/x'] }, { whiteouts: ['b', 'a/x/y', 'c/d'], opaqueDirectories: ['a/x', 'e'] }],
      ['a/x < 0'],
    ],
    ['a whiteout and the same file', [{ paths: ['a/x'] }, { whiteouts: ['a/x'], paths: ['a/x'] }], ['a/x < 1']],
    ['a whiteout below only', [{ whiteouts: ['a'], paths: ['a/x'] }], ['a/x < 0']],
    ['a file that comes back', [{ paths: ['x'] }, { whiteouts: ['x'] }, { paths: ['x'] }], ['x < 2']],
    [
      'an opaque directory',
      [{ paths: ['a/x', 'b'] }, { opaqueDirectories: ['a'], paths: ['a/y'] }],
      ['a/y < 1', 'b < 0'],
    ],
    ['an opaque root', [{ paths: ['a/x', 'b'] }, { opaqueDirectories: [''], paths: ['c'] }], ['c < 1']],
    ['a directory replaced by a link', [{ paths: ['a/x'] }, { symlinks: [['a', 'b']] }], []],
    ['a directory replaced by a file', [{ paths: ['a/x'] }, { paths: ['a'] }], ['a < 1']],
    ['a file replaced by a directory', [{ paths: ['a'] }, { paths: ['a/x'] }], ['a/x < 1']],
    ['a file replaced by a link', [{ paths: ['a'] }, { symlinks: [['a', 'b']] }], []],
    ['a link replaced by a file', [{ symlinks: [['a', 'b']] }, { paths: ['a'] }], ['a < 1']],
    ['a file and a later link in one layer', [{ paths: ['a'], symlinks: [['a', 'b']] }], []],
    [
      'merged-usr',
      [{ symlinks: [['lib', 'usr/lib']], paths: ['usr/lib/x'] }, { paths: ['lib/x', 'lib/y'] }],
      ['usr/lib/x < 1', 'usr/lib/y < 1'],
    ],
    ['merged-usr, whiteout', [{ symlinks: [['lib', 'usr/lib']], paths: ['usr/lib/x'] }, { whiteouts: ['lib/x'] }], []],
    [
      'merged-usr, opaque',
      [{ symlinks: [['lib', 'usr/lib']], paths: ['usr/lib/a/x'] }, { opaqueDirectories: ['lib/a'] }],
      [],
    ],
    [
      'the link itself removed',
      [
        { symlinks: [['lib', 'usr/lib']], paths: ['usr/lib/x'] },
        { whiteouts: ['lib'], paths: ['lib/y'] },
      ],
      ['lib/y < 1', 'usr/lib/x < 0'],
    ],
    [
      'a link made a directory',
      [
        { symlinks: [['cur', 'v1']], paths: ['v1/x'] },
        { directories: ['cur'], paths: ['cur/x'] },
      ],
      ['cur/x < 1', 'v1/x < 0'],
    ],
    [
      'a link made an opaque directory',
      [
        { symlinks: [['cur', 'v1']], paths: ['v1/x'] },
        { directories: ['cur'], opaqueDirectories: ['cur'] },
      ],
      ['v1/x < 0'],
    ],
    ['an absolute link', [{ symlinks: [['a/b', '/c/d']] }, { paths: ['a/b/x'] }], ['c/d/x < 1']],
    ['a relative link with ..', [{ symlinks: [['a/b', '../c']] }, { paths: ['a/b/x'] }], ['c/x < 1']],
    ['a link out of the root', [{ symlinks: [['a', '../../../etc']] }, { paths: ['a/x'] }], ['etc/x < 1']],
    ['a link to the root', [{ symlinks: [['a', '/']] }, { paths: ['a/x'] }], ['x < 1']],
    [
      'links to links',
      [
        {
          symlinks: [
            ['a', 'b'],
            ['b', 'c'],
          ],
        },
        { paths: ['a/x'] },
      ],
      ['c/x < 1'],
    ],
    ['a link and a file below it in one layer', [{ symlinks: [['a', 'b']], paths: ['a/x'] }], ['b/x < 0']],
    [
      'a link in a link',
      [
        {
          symlinks: [
            ['a', 'b'],
            ['a/c', 'd'],
          ],
        },
        { paths: ['a/c/x'] },
      ],
      ['b/d/x < 1'],
    ],
    ['a link to a file, as a directory', [{ symlinks: [['a', 'f']], paths: ['f'] }, { paths: ['a/x'] }], ['f/x < 1']],
  ])('%s', (_name, plans, expected) => expect(visibleAfterEach(plans).at(-1)).toEqual(expected));

  test('loops of links end', () => {
    const loops: Plan = {
      symlinks: [
        ['a', 'b'],
        ['b', 'a'],
        ['self', 'self'],
        ['deep', 'deep/deep'],
      ],
    };
    expect(visibleAfterEach([loops, { paths: ['a/x', 'self/x', 'deep/x'] }]).at(-1)).toHaveLength(3);
  });

  test('links that are made to keep busy whoever follows them are refused', () => {
    const symlinks = Array.from({ length: 250 }, (_, index): [string, string] => [
      `l${index}`,
      `${'./'.repeat(2000)}l${index + 1}`,
    ]);
    const paths = Array.from({ length: 100_000 }, (_, index) => `l0/d${index}/x`);
    expect(() => visibleAfterEach([{ symlinks, paths }])).toThrow(/more than 10000000 steps/);
  });
});

test('each step tells what came and what went', () => {
  const layers = [
    { changes: noChanges, paths: ['x', 'y', 'y'] },
    { changes: { ...noChanges, whiteouts: ['x'] }, paths: ['y', 'z'] },
  ];
  const steps = [...composeLayers(layers)].map(({ layer, appeared, disappeared }) => ({
    layer,
    appeared: appeared.map(({ path }) => path),
    disappeared: disappeared.map((placed) => [placed.path, placed.layer]),
  }));
  expect(steps).toEqual([
    { layer: 0, appeared: ['x', 'y'], disappeared: [] },
    {
      layer: 1,
      appeared: ['y', 'z'],
      disappeared: [
        ['x', 0],
        ['y', 0],
      ],
    },
  ]);
});

test('what came and went adds up to what is visible, whatever the layers', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const target = fc.oneof(
    path,
    path.map((to) => `/${to}`),
    fc.constantFrom('..', '../..', '.', '/', '../a'),
  );
  const plan = fc.record({
    whiteouts: fc.array(path, { maxLength: 2 }),
    opaqueDirectories: fc.array(fc.oneof(path, fc.constant('')), { maxLength: 1 }),
    symlinks: fc.array(fc.tuple(path, target), { maxLength: 3 }),
    directories: fc.array(path, { maxLength: 2 }),
    paths: fc.array(path, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(plan, { maxLength: 5 }), (plans) => {
      const folded = new Map<string, number>();
      for (const step of composeLayers(plans.map(({ paths, ...changes }) => ({ changes, paths })))) {
        for (const { path: at, layer } of step.disappeared) {
          expect(folded.get(at)).toBe(layer);
          folded.delete(at);
        }
        for (const { path: at, layer } of step.appeared) folded.set(at, layer);
        expect(folded).toEqual(new Map([...step.visible].map(([at, placed]) => [at, placed.layer])));
      }
    }),
    { numRuns: 500 },
  );
});

test('300,000 paths and a hundred small layers above them', () => {
  const paths = Array.from(
    { length: 300_000 },
    (_, index) => `app/node_modules/p${index % 3000}/node_modules/q${index}/package.json`,
  );
  const upper = Array.from({ length: 100 }, (_, index) => ({
    changes: { ...noChanges, whiteouts: [`app/node_modules/p${index}`], symlinks: [[`link${index}`, 'app'] as const] },
    paths: [`link${index}/node_modules/new/package.json`],
  }));
  let steps = 0;
  let left = 0;
  for (const step of composeLayers([{ changes: noChanges, paths }, ...upper])) {
    steps += 1;
    left = step.visible.size;
  }
  expect([steps, left]).toEqual([101, 300_000 - 100 * 100 + 1]);
});

describe.skipIf(missing('umoci'))('as umoci unpacks it [needs umoci]', () => {
  const directory = useTemporaryDirectory();
  const dir = (path: string) => ({ path, type: 'directory' as const });
  const link = (path: string, linkTarget: string) => ({ path, type: 'symlink' as const, linkTarget });

  test.each<[string, readonly LayerPlan[]]>([
    [
      'whiteouts',
      [
        { files: [dir('a'), { path: 'a/x' }, { path: 'a/y' }, dir('a/b'), { path: 'a/b/z' }] },
        { whiteouts: ['a/x', 'a/b'] },
      ],
    ],
    ['opaque', [{ files: [dir('a'), { path: 'a/x' }] }, { files: [dir('a'), { path: 'a/y' }], opaque: ['a'] }]],
    [
      'merged-usr',
      [
        { files: [dir('usr'), dir('usr/lib'), { path: 'usr/lib/x', content: '0' }, link('lib', 'usr/lib')] },
        { files: [{ path: 'lib/x', content: '1' }, { path: 'lib/y' }] },
      ],
    ],
    [
      'whiteout through a link',
      [
        { files: [dir('usr'), dir('usr/lib'), { path: 'usr/lib/x' }, link('lib', 'usr/lib')] },
        { whiteouts: ['lib/x'] },
      ],
    ],
    [
      'directory over a link',
      [
        { files: [dir('v1'), { path: 'v1/x', content: '0' }, link('cur', 'v1')] },
        { files: [dir('cur'), { path: 'cur/x', content: '1' }] },
      ],
    ],
    ['link over a directory', [{ files: [dir('a'), { path: 'a/x' }, dir('b')] }, { files: [link('a', 'b')] }]],
    [
      'link out of the root',
      [{ files: [dir('etc'), link('out', '../../etc')] }, { files: [{ path: 'out/x', content: '1' }] }],
    ],
    [
      'absolute link',
      [{ files: [dir('etc'), dir('a'), link('a/abs', '/etc')] }, { files: [{ path: 'a/abs/x', content: '1' }] }],
    ],
    ['file over a directory', [{ files: [dir('a'), { path: 'a/x' }] }, { files: [{ path: 'a', content: 'file' }] }]],
    [
      'hard links',
      [
        {
          files: [
            { path: 'a', content: 'h' },
            { path: 'b', type: 'hardlink', linkTarget: 'a' },
          ],
        },
        { files: [{ path: 'a', content: 'new' }] },
      ],
    ],
  ])('%s', async (name, layers) => {
    const place = join(directory.path, name.replaceAll(' ', '-'));
    const image = buildImage({ layers });
    await writeOciLayout(place, [{ image, tag: 'v1' }]);
    const bundle = `${place}-bundle`;
    execFileSync('umoci', ['unpack', '--rootless', '--image', `${place}:v1`, bundle], { stdio: 'pipe' });
    expect(await composed(place, layers.length)).toEqual(filesBelow(join(bundle, 'rootfs')));
  });
});

/** Place and content of all files of an image, as Plimsoll sees them. */
async function composed(place: string, count: number): Promise<ReadonlyMap<string, string>> {
  const image = await openImage(`oci:${place}`, { context: imageContext() });
  const layers: SeenLayer[] = [];
  for (let index = 0; index < count; index += 1) layers.push(await readLayerFiles(image, index));
  const steps = composeLayers(
    layers.map(({ reading, files }) => ({ changes: reading.changes, paths: [...files.keys()] })),
  );
  let found = new Map<string, string>();
  for (const { visible } of steps) {
    found = new Map(
      [...visible.values()].map((placed) => [placed.path, layers[placed.layer]?.files.get(placed.layerPath) ?? '']),
    );
  }
  await image.close();
  return found;
}

/** Without following links, which may lead out of `root`. */
function filesBelow(root: string): ReadonlyMap<string, string> {
  const list = (directory: string): readonly string[] =>
    readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory()) return list(path);
      return entry.isFile() ? [path] : [];
    });
  return new Map(list('').map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]));
}
