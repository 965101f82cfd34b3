import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { parseDirectUrl } from './parse-direct-url.ts';
import { parseMetadata } from './parse-metadata.ts';

function parse(text: string, home = 's/dir-9.dist-info') {
  const problems: string[] = [];
  return { found: parseMetadata(text, home, (code) => problems.push(code)), problems };
}

const base = 'Metadata-Version: 2.1\nName: A.b_C\nVersion: 1.0\n';
const approved = 'Classifier: License :: OSI Approved ::';

describe('parseMetadata', () => {
  it.each([
    ['nothing said', '', []],
    ['an expression', 'License-Expression: MIT OR Apache-2.0\nLicense: x\n', ['MIT OR Apache-2.0']],
    ['a certain classifier', `License: BSD\n${approved} MIT License\n`, ['MIT']],
    ['two certain ones', `${approved} MIT License\n${approved} ISC License (ISCL)\n`, ['MIT', 'ISC']],
    ['an uncertain one, and words', `License: BSD-3-Clause\n${approved} BSD License\n`, ['BSD-3-Clause']],
    ['an uncertain one only', `License: UNKNOWN\n${approved} BSD License\n`, ['BSD License']],
    ['approval only', 'Classifier: License :: OSI Approved\n', []],
    ['another classifier', 'Classifier: Topic :: MIT License\n', []],
    ['the whole text of a licence', 'License: Copyright\n        Permission is granted\n', []],
    ['a very long licence', `License: ${'x'.repeat(5000)}\n`, []],
    ['a classifier of the prototype', `${approved} constructor\n`, ['constructor']],
  ])('licences: %s', (_name, more, licenses) => {
    expect(parse(base + more)).toEqual({ found: { name: 'A.b_C', version: '1.0', licenses }, problems: [] });
  });

  it.each([
    ['headers end at the empty line', `${base}\nName: other\n`, 'A.b_C'],
    ['carriage returns', base.replaceAll('\n', '\r\n'), 'A.b_C'],
    ['the first name counts', `${base}Name: other\n`, 'A.b_C'],
    ['capitals in names of headers', 'NAME: x\nversion: 1.0\n', 'x'],
    ['no line end', 'Name: x\nVersion: 1.0', 'x'],
    ['a byte order mark is no part of a header', 'Name: x\nVersion: 1.0', 'x'],
  ])('%s', (_name, text, name) => {
    expect(parse(text).found).toMatchObject({ name, version: '1.0' });
  });

  it.each([
    ['no text', '', { name: 'dir', version: '9' }],
    ['no version', 'Name: x\n', { name: 'x', version: '9' }],
    ['a version of two words', 'Name: x\nVersion: 1 2\n', { name: 'x', version: '9' }],
    ['a name with blanks', 'Name: x y\nVersion: 1\n', { name: 'dir', version: '1' }],
  ])('%s: what the directory says, with a problem', (_name, text, expected) => {
    expect(parse(text)).toMatchObject({ found: expected, problems: ['catalog/manifest-unreadable'] });
  });

  it.each([
    ['no name at all', '', 's/.egg-info', 'catalog/package-name-invalid'],
    ['a name that is a path', 'Name: ../x\nVersion: 1', 's/..egg-info', 'catalog/package-name-invalid'],
    ['a name of 5,000 characters', `Name: ${'a'.repeat(5000)}\n`, 's/_.egg-info', 'catalog/package-name-invalid'],
    ['no version at all', 'Name: x\n', 's/x.egg-info', 'catalog/package-version-invalid'],
  ])('%s: left out, with a problem', (_name, text, home, code) => {
    expect(parse(text, home)).toEqual({ found: undefined, problems: [code] });
  });

  it('never throws, in time linear in the text', () => {
    fc.assert(fc.property(anyText(), fc.string(), (text, home) => void parse(text, home)));
    for (const piece of ['Name: a\n', ' \n', 'License: x\n y\n', `${approved} x\n`, ':', '-']) {
      const start = cpuTimeMs();
      parse(piece.repeat(300_000), piece.repeat(1000));
      expect(cpuTimeMs() - start).toBeLessThan(1000);
    }
  });
});

describe('parseDirectUrl', () => {
  const read = (value: unknown) => parseDirectUrl(JSON.stringify(value));

  it.each([
    [
      'a repository',
      { url: 'https://h/r.git', vcs_info: { vcs: 'git', requested_revision: 'v1', commit_id: 'abc' } },
      { url: 'https://h/r.git', vcs: 'git', commit: 'abc' },
    ],
    ['a directory', { url: 'file:///src', dir_info: {} }, { url: 'file:///src' }],
    ['an editable one', { url: 'file:///src', dir_info: { editable: true } }, { url: 'file:///src', editable: true }],
    ['an archive', { url: 'https://h/a.zip', archive_info: {} }, { url: 'https://h/a.zip' }],
    ['a password', { url: 'https://u:p@ss@h/a@b' }, { url: 'https://h/a@b' }],
    ['the user that git has', { url: 'ssh://git@h/r' }, { url: 'ssh://git@h/r' }],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([
    ['no JSON', '{'],
    ['an array', '[]'],
    ['no URL', '{}'],
    ['a URL with blanks', '{"url":"https://a b"}'],
    ['no scheme', '{"url":"/src"}'],
  ])('%s is none', (_name, text) => {
    expect(parseDirectUrl(text)).toBeUndefined();
  });
});
