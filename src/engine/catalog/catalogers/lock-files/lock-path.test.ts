import { describe, expect, it } from 'vitest';
import { lockFormatOf } from './lock-path.ts';

describe('lockFormatOf', () => {
  it.each([
    ['app/package-lock.json', 'package-lock.json'],
    ['package-lock.json', 'package-lock.json'],
    ['usr/src/app/yarn.lock', 'yarn.lock'],
    ['srv/requirements.txt', 'requirements.txt'],
    ['srv/requirements-prod.txt', 'requirements.txt'],
    ['srv/base-requirements.txt', 'requirements.txt'],
    ['srv/pylock.prod.toml', 'poetry.lock, uv.lock, pdm.lock, pylock.toml'],
    ['app/Manifest-v1.11.toml', 'Manifest.toml'],
  ])('%s is %s', (path, name) => {
    expect(lockFormatOf(path)?.name).toBe(name);
  });

  it.each([
    ['another file', 'app/package.json'],
    ['of development', 'app/requirements-dev.txt'],
    ['of tests', 'app/test_requirements.txt'],
    ['a name that only ends alike', 'app/myyarn.lock'],
    ['in an npm package', 'app/node_modules/a/yarn.lock'],
    ['in a gem', 'usr/local/bundle/gems/a-1.0/Gemfile.lock'],
    ['in a Python package', 'usr/lib/python3/site-packages/a/Cargo.lock'],
    ['in what Composer or Go vendored', 'app/vendor/a/b/composer.lock'],
    ['in Go’s module store', 'root/go/pkg/mod/example.org/a@v1.0.0/go.mod'],
    ['in Cargo’s store', 'root/.cargo/registry/src/a-1.0/Cargo.lock'],
    ['in Go itself', 'usr/local/go/src/cmd/go.mod'],
    ['of a system package', 'usr/share/doc/a/requirements.txt'],
    ['of a test', 'app/test/fixtures/package-lock.json'],
  ])('%s is none', (_name, path) => {
    expect(lockFormatOf(path)).toBeUndefined();
  });
});
