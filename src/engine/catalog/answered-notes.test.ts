import { describe, expect, it } from 'vitest';
import { withoutAnsweredNotes } from './answered-notes.ts';
import type { CatalogedPackage } from './cataloger.ts';

const one = (more: Partial<CatalogedPackage>): CatalogedPackage => ({
  purl: `pkg:deb/${more.name ?? 'a'}@${more.version ?? '1'}`,
  type: 'deb',
  ecosystem: 'debian',
  name: 'a',
  version: '1',
  licenses: [],
  paths: ['x'],
  ...more,
});
const noted = one({ name: 'systemd', version: '252-1', details: { kind: 'elf-note' } });
const listed = { packages: [noted] };

describe('withoutAnsweredNotes', () => {
  it.each<[string, Partial<CatalogedPackage>]>([
    ['the package itself', { name: 'systemd', version: '252-1' }],
    [
      'one built from its source',
      { name: 'libudev1', version: '252-1', source: { name: 'systemd', version: '252-1' } },
    ],
    ['one with an epoch', { name: 'systemd', version: '1:252-1' }],
    ['one that was built again', { name: 'libudev1', version: '252-1', source: { name: 'systemd', version: '252-0' } }],
  ])('leaves the package to the database that has %s', (_name, more) => {
    const views = withoutAnsweredNotes([{ packages: [one(more)] }, listed]);
    expect(views.map(({ packages }) => packages.length)).toEqual([1, 0]);
  });

  it.each<[string, Partial<CatalogedPackage>]>([
    ['another version', { name: 'systemd', version: '252-2' }],
    ['another kind of package', { name: 'systemd', version: '252-1', type: 'rpm' }],
    ['a package of a language', { name: 'systemd', version: '252-1', type: 'pypi' }],
    ['no more than another note', { name: 'systemd', version: '252-1', details: { kind: 'elf-note' } }],
  ])('keeps it beside %s', (_name, more) => {
    const views = [{ packages: [one(more)] }, listed];
    const kept = withoutAnsweredNotes(views);
    expect(kept.map((view, index) => view === views[index])).toEqual([true, true]);
  });
});
