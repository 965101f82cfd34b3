import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { parseInstalled } from './parse-installed.ts';

function parse(text: string) {
  const problems: string[] = [];
  const packages = parseInstalled(text, (code) => problems.push(code));
  return { packages, problems };
}

describe('parseInstalled', () => {
  it('reads name, version, architecture, origin, licence maintainer and files', () => {
    const text = `C:Q1p78yvTLG094tHE1+dToJGbmYzQE=
P:libcrypto3
V:3.1.4-r5
A:x86_64
S:1710216
T:Crypto library from openssl
L:Apache-2.0
o:openssl
m:Ariadne Conill <ariadne@ariadne.space>
t:1706282222
F:etc
F:etc/ssl
R:openssl.cnf
Z:Q1wGuxVEOK9iGLj1i8D3BSBnT7MJA=

`;
    expect(parse(text)).toEqual({
      packages: [
        {
          name: 'libcrypto3',
          version: '3.1.4-r5',
          architecture: 'x86_64',
          origin: 'openssl',
          license: 'Apache-2.0',
          maintainer: 'Ariadne Conill <ariadne@ariadne.space>',
          files: '#etc/ssl/openssl.cnf\n',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['an origin that is the package itself', 'P:a\nV:1\no:a\n\n', [{ name: 'a', version: '1' }], []],
    ['virtual packages of apk', 'P:.build-deps\nV:20240101.0\n\n', [], ['catalog/package-name-invalid']],
    [
      'several empty lines',
      '\n\nP:a\nV:1\n\n\n\nP:b\nV:2\n\n',
      [
        { name: 'a', version: '1' },
        { name: 'b', version: '2' },
      ],
      [],
    ],
    ['CRLF', 'P:a\r\nV:1\r\n\r\n', [{ name: 'a', version: '1' }], []],
    [
      'an entry cut off after its version',
      'P:a\nV:1\n\nP:b\nV:2\n',
      [
        { name: 'a', version: '1' },
        { name: 'b', version: '2' },
      ],
      ['catalog/database-truncated'],
    ],
    [
      'an entry cut off before its version',
      'P:a\nV:1\n\nP:b',
      [{ name: 'a', version: '1' }],
      ['catalog/database-truncated', 'catalog/package-version-invalid'],
    ],
    ['no name', 'V:1\n\n', [], ['catalog/package-name-invalid']],
    ['a name of 5,000 characters', `P:${'a'.repeat(5000)}\nV:1\n\n`, [], ['catalog/package-name-invalid']],
    ['a version with a blank', 'P:a\nV:1 2\n\n', [], ['catalog/package-version-invalid']],
    ['a field twice: the first holds', 'P:a\nP:b\nV:1\n\n', [{ name: 'a', version: '1' }], []],
    ['an entry of files only', 'F:etc\nR:passwd\n\n', [], []],
    ['nothing', '', [], []],
  ])('%s', (_name, text, packages, problems) => {
    expect(parse(text)).toEqual({ packages, problems });
  });

  it('never throws', () => {
    const line = fc
      .tuple(fc.constantFrom('P', 'V', 'o', 'A', 'L', ''), fc.string())
      .map(([letter, value]) => `${letter}:${value}`);
    const texts = fc.array(fc.oneof(line, fc.constant(''))).map((lines) => lines.join('\n'));
    fc.assert(fc.property(fc.oneof(texts, anyText()), (text) => void parse(text)));
  });
});
