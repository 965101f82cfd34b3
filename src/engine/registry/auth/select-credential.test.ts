import { describe, expect, it } from 'vitest';
import { parseImageReference } from '#core/image-reference.ts';
import { selectCredential } from './select-credential.ts';

const paths = [
  'r.example',
  'r.example/team',
  'r.example/team/app',
  'r.example:5000/team',
  'Other.Example',
  'docker.io/acme',
  'registry-1.docker.io',
];
const credentials = paths.map((path) => ({ path }));

describe('selectCredential', () => {
  it.each([
    ['the host alone', 'r.example/x:1', 'r.example'],
    ['a path', 'r.example/team/x:1', 'r.example/team'],
    ['the longest path', 'r.example/team/app:1', 'r.example/team/app'],
    ['below the longest path', 'r.example/team/app/sub:1', 'r.example/team/app'],
    ['whole components only', 'r.example/team2/app:1', 'r.example'],
    ['whole components only, further down', 'r.example/team/apple:1', 'r.example/team'],
    ['a port is another registry', 'r.example:5000/team/app:1', 'r.example:5000/team'],
    ['nothing for a port without its own', 'r.example:5000/other:1', undefined],
    ['nothing for a host below', 'sub.r.example/team:1', undefined],
    ['nothing for a host that only starts so', 'r.example.evil.test/team:1', undefined],
    ['nothing for a host that only ends so', 'evil-r.example/team:1', undefined],
    ['the case of hosts does not matter', 'OTHER.example/x:1', 'Other.Example'],
    ['Docker Hub by its short name', 'debian:12', 'registry-1.docker.io'],
    ['Docker Hub by path', 'acme/app:1', 'docker.io/acme'],
  ])('%s', (_, text, expected) => {
    const reference = parseImageReference(text);
    expect(reference && selectCredential(credentials, reference)?.path).toBe(expected);
  });

  it('for listings only host paths count', () => {
    expect(selectCredential(credentials, { registry: 'r.example' })?.path).toBe('r.example');
    expect(selectCredential(credentials, { registry: 'r.example:5000' })).toBeUndefined();
  });

  it('the first of two equal paths wins, and a slash at the end does not matter', () => {
    const first = { path: 'r.example/a/', name: 'first' };
    const reference = { registry: 'r.example', repository: 'a/b' };
    expect(selectCredential([first, { path: 'r.example/a', name: 'second' }], reference)).toBe(first);
  });

  it.each(['', '/', 'https://r.example', '/team'])('the path "%s" matches nothing', (path) => {
    expect(selectCredential([{ path }], { registry: 'r.example', repository: 'team' })).toBeUndefined();
  });
});
