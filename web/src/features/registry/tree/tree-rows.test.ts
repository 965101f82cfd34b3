import { expect, it } from 'vitest';
import type { ImageSummary, Registry, Repository, UploadedArchives } from '../../../api/generated/index.ts';
import { type Children, repositoryKey, type TreeParts, treeRows } from './tree-rows.ts';

const registries = [
  { id: 'hub', path: 'hub.example', artifacts: [] },
  { id: 'team', path: 'registry.example', artifacts: [] },
] as unknown as readonly Registry[];
const repository = { registryId: 'team', repository: 'registry.example/app' } as Repository;
const image = (id: string, ...tags: string[]) => ({ imageId: id, tags }) as unknown as ImageSummary;
const loaded = <Item>(...items: Item[]): Children<Item> => ({ items, total: items.length, isPending: false });
const app = repositoryKey('team', 'registry.example/app');

const rowsOf = (open: readonly string[], parts: Partial<TreeParts> = {}) =>
  treeRows({
    registries,
    isOpen: (key) => open.includes(key),
    repositoriesOf: () => loaded(repository),
    imagesOf: () => loaded(image('a', '1', 'latest'), image('b', '2')),
    platformsOf: () => loaded(image('a', '1'), image('c', '1')),
    ...parts,
  }).map((row) => (row.kind === 'note' ? row.text : row.kind === 'tag' ? `tag ${row.tag}` : `${row.kind} ${row.key}`));

it.each([
  ['nothing open', [], ['registry hub', 'registry team']],
  ['a registry open', ['team'], ['registry hub', 'registry team', `repository ${app}`]],
  [
    'a repository open',
    ['team', app],
    ['registry hub', 'registry team', `repository ${app}`, `image ${app} a`, `image ${app} b`],
  ],
  [
    'an image open: only one with several tags has rows below it',
    ['team', app, `${app} a`, `${app} b`],
    ['registry hub', 'registry team', `repository ${app}`, `image ${app} a`, 'tag 1', 'tag latest', `image ${app} b`],
  ],
  ['a repository open in a closed registry', [app], ['registry hub', 'registry team']],
] as const)('%s', (_name, open, rows) => expect(rowsOf(open)).toEqual(rows));

it('has the platforms of an open image before its tags', () => {
  const several = { ...image('a', '1', 'latest'), platforms: 2 };
  const imagesOf = () => loaded(several);
  const above = ['registry hub', 'registry team', `repository ${app}`, `image ${app} a`];
  expect(rowsOf(['team', app], { imagesOf })).toEqual(above);
  const below = [`platform ${app} a of a`, `platform ${app} a of c`, 'tag 1', 'tag latest'];
  expect(rowsOf(['team', app, `${app} a`], { imagesOf })).toEqual([...above, ...below]);
  const pending = { imagesOf, platformsOf: () => undefined };
  expect(rowsOf(['team', app, `${app} a`], pending)).toEqual([...above, 'Loading platforms …', ...below.slice(2)]);
});

it('has the place of uploaded archives as one more, with archives for repositories', () => {
  const uploads = { id: 'uploads', name: 'Uploaded archives' } as unknown as UploadedArchives;
  const parts = { registries: [uploads], repositoriesOf: () => loaded<Repository>() };
  expect(rowsOf(['uploads'], parts)).toEqual(['registry uploads', 'No archives here yet']);
});

it('tells what an open registry holds besides images', () => {
  const artifacts = [{ kind: 'helm-chart', count: 2 }];
  const parts = { registries: [{ id: 'team', path: 'registry.example', artifacts }] as unknown as readonly Registry[] };
  expect(rowsOf(['team'], parts).at(-1)).toBe('Besides images: 2 Helm charts');
  expect(rowsOf([], parts)).toEqual(['registry team']);
});

it.each([
  ['while they are loaded', { items: [], isPending: true }, 'Loading repositories …'],
  ['where none are', { items: [], isPending: false }, 'No repositories here yet'],
  ['what failed', { items: [], isPending: false, error: 'no.' }, 'The repositories could not be loaded: no.'],
  [
    'where there are more',
    { items: [repository], total: 1200, isPending: false },
    'The worst 1 of 1,200 repositories: show all',
  ],
] as const)('says so in place of rows %s', (_name, children, words) => {
  expect(rowsOf(['hub'], { repositoriesOf: () => children })).toContain(words);
});

it('does not say that there is nothing where only nothing matches', () => {
  const parts = { isNarrow: true, repositoriesOf: () => loaded<Repository>() };
  expect(rowsOf(['hub'], parts)).toContain('None of the repositories here matches');
});
