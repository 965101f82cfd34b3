import { expect, it } from 'vitest';
import { knownImage } from './known-image.ts';

const image = { imageId: 'sha256:1', platform: 'linux/arm64' };
const name = (repository: string, tags: readonly string[]) => ({
  registryId: 'r',
  registryName: 'R',
  repository,
  tags,
  reference: `${repository}:${tags[0] ?? 'digest'}`,
  manifestDigest: 'sha256:2',
  lastScannedAt: '2026-01-01T00:00:00Z',
});

it.each([
  ['its name', [name('r.example/a', ['1'])], { reference: 'r.example/a:1' }],
  ['a name with a tag', [name('r.example/a', []), name('r.example/b', ['2'])], { reference: 'r.example/b:2' }],
  ['its digest, where all tags are gone', [name('r.example/a', [])], { reference: 'r.example/a:digest' }],
  [
    'a registry before a file',
    [name('upload:/a.tar', ['1']), name('r.example/a', [])],
    { reference: 'r.example/a:digest' },
  ],
  ['the file that it came in', [name('upload:/a.tar', ['1'])], { fileName: 'a.tar' }],
  ['nothing, where it has no name any more', [], {}],
])('an image is scanned again by %s', (_name, names, expected) => {
  expect(knownImage({ ...image, names })).toEqual({ ...image, ...expected });
});
