import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { copyrightLicenses } from './copyright-licenses.ts';

const machineReadable = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: example

Files: *
Copyright: 2020 Somebody
License: GPL-2+ or MIT

Files: debian/*
Copyright: 2021 Somebody Else
License: GPL-2+
 This program is free software. The text is in
 /usr/share/common-licenses/GPL-3 which must not be listed.

License: GPL-2+
 On Debian systems see /usr/share/common-licenses/GPL-2.
`;

describe('copyrightLicenses', () => {
  it('gives the short names of a machine-readable file, each once', () => {
    expect(copyrightLicenses(machineReadable)).toEqual(['GPL-2.0-or-later OR MIT', 'GPL-2.0-or-later']);
  });

  it.each([
    [
      'older address of the format',
      'Format: http://dep.debian.net/deps/dep5/copyright-format/\n\nLicense: BSD\n',
      ['BSD'],
    ],
    [
      'licence in the header',
      'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nLicense: Zlib\n',
      ['Zlib'],
    ],
    [
      'text that refers to common licences',
      "see /usr/share/common-licenses/LGPL-2.1. Also\n`/usr/share/common-licenses/GPL-2'",
      ['LGPL-2.1', 'GPL-2'],
    ],
    ['text that names none', 'Public domain.', []],
    ['a field License in plain text', 'License: MIT\n\nPermission is hereby granted', []],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(copyrightLicenses(text)).toEqual(expected);
  });

  it('is bounded', () => {
    const many = Array.from({ length: 500 }, (_, index) => `License: L${index}\n\n`).join('');
    const header = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n';
    expect(copyrightLicenses(header + many)).toHaveLength(100);
    expect(copyrightLicenses(`${header}License: ${'x'.repeat(5000)}\n`)).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText(), (text) => void copyrightLicenses(text)));
  });
});
