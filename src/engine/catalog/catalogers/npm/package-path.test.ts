import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { installedPackageName } from './package-path.ts';

describe('installedPackageName', () => {
  it.each([
    ['node_modules/a/package.json', 'a'],
    ['opt/app/node_modules/a/package.json', 'a'],
    ['opt/app/node_modules/@scope/a/package.json', '@scope/a'],
    ['opt/app/node_modules/a/node_modules/b/package.json', 'b'],
    ['opt/app/node_modules/@s/a/node_modules/@s/b/node_modules/c/package.json', 'c'],
    ['usr/local/lib/node_modules/npm/node_modules/semver/package.json', 'semver'],
    ['app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', 'a'],
    ['app/node_modules/.pnpm/@s+a@1.0.0_b@2/node_modules/@s/a/package.json', '@s/a'],
    ['app/node_modules/.pnpm/a@1/node_modules/a/node_modules/bundled/package.json', 'bundled'],
    ['app/node_modules/.store/key/node_modules/a/package.json', 'a'],
    ['app/packages/web/node_modules/a/package.json', 'a'],
    ['usr/share/nodejs/acorn/package.json', 'acorn'],
    ['usr/share/nodejs/@types/node/package.json', '@types/node'],
    ['usr/share/nodejs/acorn/node_modules/b/package.json', 'b'],
    ['usr/lib/x86_64-linux-gnu/nodejs/bindings/package.json', 'bindings'],
  ])('%s is %s', (path, name) => {
    expect(installedPackageName(path)).toBe(name);
  });

  it.each([
    ['an application', 'opt/app/package.json'],
    ['the root', 'package.json'],
    ['a manifest among the files of a package of Debian', 'usr/share/nodejs/acorn/dist/package.json'],
    ["a directory named as Debian's", 'opt/usr/share/nodejs/acorn/package.json'],
    ['another file', 'node_modules/a/index.js'],
    ['a name that only ends like it', 'node_modules/a/xpackage.json'],
    ['a manifest among the files of a package', 'node_modules/a/dist/esm/package.json'],
    ['a fixture of a package', 'node_modules/a/test/node_modules/b/package.json'],
    ['node_modules itself', 'node_modules/package.json'],
    ['a scope itself', 'node_modules/@scope/package.json'],
    ['programs', 'node_modules/.bin/package.json'],
    ['a hidden directory', 'node_modules/.cache/package.json'],
    ['a generated client', 'node_modules/.prisma/client/package.json'],
    ['a hidden directory in a scope', 'node_modules/@s/.x/package.json'],
    ['a directory named alike', 'my_node_modules/a/package.json'],
    ['a directory named alike, below the real one', 'node_modules/a/xnode_modules/b/package.json'],
  ])('%s is none', (_name, path) => {
    expect(installedPackageName(path)).toBeUndefined();
  });

  it('ends for any path', () => {
    const segment = fc.constantFrom('node_modules', 'a', '@s', '.pnpm', '', 'package.json');
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
        const name = installedPackageName([...segments, 'package.json'].join('/'));
        expect(name === undefined || name.length > 0).toBe(true);
      }),
    );
    expect(installedPackageName(`${'node_modules/a/'.repeat(100_000)}package.json`)).toBe('a');
  });
});
