import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseName, normalizeEntryPath, parentPath } from './entry-path.ts';

test.each([
  ['usr/bin/env', 'usr/bin/env'],
  ['./usr/bin', 'usr/bin'],
  ['/etc/passwd', 'etc/passwd'],
  ['dir/', 'dir'],
  ['a//b/./c', 'a/b/c'],
  ['a/../b', 'b'],
  ['a/b/../../c', 'c'],
  ['./', ''],
  ['.', ''],
  ['/', ''],
  ['', ''],
  ['..a/b..', '..a/b..'],
  ['.wh.x', '.wh.x'],
  ['...', '...'],
  ['..', undefined],
  ['../etc/passwd', undefined],
  ['/../etc/passwd', undefined],
  ['a/../../b', undefined],
  ['a\0b', undefined],
])('%j is %j', (path, expected) => expect(normalizeEntryPath(path)).toBe(expected));

test('a normalised path has no empty, `.` or `..` component, and is its own normal form', () => {
  const part = fc.constantFrom('', '.', '..', 'a', 'b.c', '..d');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const path = normalizeEntryPath(parts.join('/'));
      if (path === undefined || path === '') return;
      expect(path.split('/').some((name) => ['', '.', '..'].includes(name))).toBe(false);
      expect(normalizeEntryPath(path)).toBe(path);
    }),
  );
});

test('parent and name', () => {
  expect([parentPath('a/b/c'), baseName('a/b/c'), parentPath('a'), baseName('a')]).toEqual(['a/b', 'c', '', 'a']);
});
