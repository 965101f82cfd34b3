import { expect, it } from 'vitest';
import { mayBeProgram } from './program-path.ts';

it.each([
  ['usr/bin/node', true],
  ['usr/bin/python3.11', true],
  ['opt/app.d/server', true],
  ['usr/lib/libssl.so.3', true],
  ['app/tool.exe', true],
  ['app/library.dll', true],
  ['app/module.wasm', true],
  ['app/binding.node', true],
  ['a.', true],
  ['usr/share/x.a-very-long-extension', true],
  ['app/index.js', false],
  ['app/README.MD', false],
  ['usr/share/doc/x/changelog.gz', false],
  ['var/lib/dpkg/info/bash.list', false],
])('%s: %s', (path, expected) => {
  expect(mayBeProgram(path)).toBe(expected);
});
