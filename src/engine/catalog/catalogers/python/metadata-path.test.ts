import { describe, expect, it } from 'vitest';
import { metadataPath, nameFromHome } from './metadata-path.ts';

describe('metadataPath', () => {
  it.each([
    ['wheel', 'usr/lib/python3/site-packages/a-1.0.dist-info/METADATA', 'metadata', 'a-1.0.dist-info'],
    ['origin', 's/a-1.0.dist-info/direct_url.json', 'direct-url', 'a-1.0.dist-info'],
    ['installer', 's/a-1.0.dist-info/INSTALLER', 'installer', 'a-1.0.dist-info'],
    ['directory of setuptools', 's/a.egg-info/PKG-INFO', 'metadata', 'a.egg-info'],
    ['file of distutils', 's/a-1.0.egg-info', 'metadata', 'a-1.0.egg-info'],
    ['unpacked egg', 's/a-1.0-py3.8.egg/EGG-INFO/PKG-INFO', 'metadata', 'a-1.0-py3.8.egg'],
    ['packed egg', 's/a-1.0-py3.8.egg', 'egg', 'a-1.0-py3.8.egg'],
    ['in place', 's/a.egg-link', 'egg-link', 'a.egg-link'],
    ['at the root', 'a-1.0.dist-info/METADATA', 'metadata', 'a-1.0.dist-info'],
  ])('%s', (_name, path, kind, home) => {
    expect(metadataPath(path)).toMatchObject({ kind, home: expect.stringMatching(`(^|/)${home}$`) as string });
  });

  it.each([
    ['a source tree', 'src/a-1.0/PKG-INFO'],
    ['other facts of a wheel', 's/a-1.0.dist-info/RECORD'],
    ['a member of the prototype', 's/a-1.0.dist-info/constructor'],
    ['what pip left while replacing', 's/~ip-23.0.dist-info/METADATA'],
    ['a name that is only an ending', 's/.egg-info'],
    ['a wheel that is not installed', 'ensurepip/_bundled/pip-23.0-py3-none-any.whl'],
    ['EGG-INFO without an egg', 's/EGG-INFO/PKG-INFO'],
    ['METADATA elsewhere', 's/METADATA'],
  ])('%s is none', (_name, path) => {
    expect(metadataPath(path)).toBeUndefined();
  });

  it.each([
    ['a/zope.interface-5.0.dist-info', { name: 'zope.interface', version: '5.0' }],
    ['a/six-1.16-py3.8.egg', { name: 'six', version: '1.16' }],
    ['a/plain.egg-info', { name: 'plain' }],
    ['.dist-info', {}],
  ])('names %s', (home, named) => {
    expect(nameFromHome(home)).toEqual(named);
  });
});
