import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { buildFile, joinBuilds, readBuildFile } from './build-info.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-build-info-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const manifest = (...sets: readonly unknown[]) =>
  JSON.stringify({ metadata: { icm_version: 1 }, content_sets: sets, image_contents: [] });
const dockerfile = `FROM scratch
ENV version="9.9"
LABEL com.redhat.component="ubi8-container" \\
      name="ubi8" \\
      version="8.9"
LABEL "release"="1107.1705420509" "architecture"="x86_64"
RUN echo release="1"
`;

describe('build files', () => {
  it.each([
    ['root/buildinfo/content_manifests/ubi8-container-8.9-1.json', 'content-sets'],
    ['usr/share/buildinfo/content_manifests/x.json', 'content-sets'],
    ['usr/share/buildinfo/content-sets.json', 'content-sets'],
    ['root/buildinfo/Dockerfile-ubi8-8.9-1', 'build-labels'],
    ['root/buildinfo/labels.json', 'build-labels'],
    ['root/buildinfo/content_manifests/a/x.json', undefined],
    ['root/buildinfo/Dockerfile', undefined],
    ['srv/root/buildinfo/labels.json', undefined],
  ])('%s is %s', (path, kind) => {
    expect(buildFile(path)).toBe(kind);
  });

  it.each([
    [
      'content sets',
      'content-sets',
      'x.json',
      manifest('rhel-8-for-x86_64-baseos-rpms', 1, 'a b'),
      { names: ['rhel-8-for-x86_64-baseos-rpms'] },
    ],
    [
      'a Dockerfile',
      'build-labels',
      'Dockerfile-x',
      dockerfile,
      {
        labels: {
          'com.redhat.component': 'ubi8-container',
          version: '8.9',
          release: '1107.1705420509',
          architecture: 'x86_64',
        },
      },
    ],
    [
      'labels in JSON',
      'build-labels',
      'labels.json',
      '{"cpe":"cpe:/o:redhat:enterprise_linux:9","release":2}',
      { labels: { cpe: 'cpe:/o:redhat:enterprise_linux:9' } },
    ],
    ['no JSON', 'content-sets', 'x.json', '{', undefined],
    ['no list', 'content-sets', 'x.json', '{"content_sets":{}}', undefined],
    ['labels that are none', 'build-labels', 'labels.json', '[]', undefined],
  ] as const)('%s', (_, kind, path, text, expected) => {
    const record = readBuildFile(kind, path, text);
    if (expected === undefined) expect(record).toBeUndefined();
    else expect(record).toEqual({ kind, ...expected });
  });

  it('of several images are joined', () => {
    const labels = { 'com.redhat.component': 'c', version: '1', release: '2', cpe: 'cpe:/a:x' };
    expect(
      joinBuilds([
        { kind: 'content-sets', names: ['b', 'a'] },
        { kind: 'content-sets', names: ['a'] },
        { kind: 'build-labels', labels },
        { kind: 'build-labels', labels: { version: '1' } },
      ]),
    ).toEqual({ contentSets: ['a', 'b'], cpes: ['cpe:/a:x'], builds: ['c-1-2'] });
    expect(joinBuilds([])).toBeUndefined();
  });

  it('never throw', () => {
    const piece = fc.constantFrom('LABEL ', 'version="', '"', '\\\n', '\n', 'release', '=', '{', '"content_sets":[');
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('content-sets', 'build-labels'), (pieces, kind) => {
        expect(() => readBuildFile(kind, 'Dockerfile-x', pieces.join(''))).not.toThrow();
      }),
    );
  });

  it('are told with the distro', async () => {
    const release = 'ID="rhel"\nVERSION_ID="8.9"\nPRETTY_NAME="Red Hat Enterprise Linux 8.9"\n';
    const inventory = await catalogBuiltImage(directory, [
      {
        files: [
          { path: 'etc/os-release', content: release },
          { path: 'root/buildinfo/content_manifests/ubi8.json', content: manifest('rhel-8-for-x86_64-baseos-rpms') },
        ],
      },
      { files: [{ path: 'root/buildinfo/Dockerfile-ubi8', content: dockerfile }] },
    ]);
    expect(inventory.distro).toMatchObject({
      ecosystem: 'red-hat',
      redHatBuild: {
        contentSets: ['rhel-8-for-x86_64-baseos-rpms'],
        builds: ['ubi8-container-8.9-1107.1705420509'],
        cpes: [],
      },
    });
  });
});
