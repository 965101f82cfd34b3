import { describe, expect, it } from 'vitest';
import { distinctPackages, type ScopeDraft, scopeOf } from './scope-draft.ts';

const left = { type: 'npm', name: 'left' };
const known = { imageId: 'sha256:0', packages: [left] };

describe('scopeOf', () => {
  it.each<[ScopeDraft, object | undefined]>([
    [{ kind: 'everywhere', repository: 'team/app', package: '' }, { scope: { kind: 'everywhere' } }],
    [
      { kind: 'image', repository: '', package: 'npm left' },
      { scope: { kind: 'image', image: 'sha256:0' }, package: left },
    ],
    [
      { kind: 'repository', repository: ' team/* ', package: 'npm right' },
      { scope: { kind: 'repository', repository: 'team/*' } },
    ],
    [{ kind: 'repository', repository: ' ', package: '' }, undefined],
  ])('of %j is %j', (draft, expected) => expect(scopeOf(draft, known)).toEqual(expected));

  it('is nothing in an image where there is none', () => {
    const draft = { kind: 'image', repository: '', package: '' } as const;
    expect(scopeOf(draft, { ...known, imageId: undefined })).toBeUndefined();
  });
});

describe('distinctPackages', () => {
  it('are those of a name and type, each once', () => {
    const other = { type: 'pypi', name: 'left' };
    expect(distinctPackages([{ ...left, version: '1' } as typeof left, left, other])).toEqual([left, other]);
  });
});
