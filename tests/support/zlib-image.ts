import { buildImage } from './image-builder.ts';

/** An advisory of own making: a critical flaw of Debian's zlib that has a fix. */
export const zlibAdvisory = {
  schema_version: '1.7.0',
  id: 'DEBIAN-CVE-2099-0001',
  upstream: ['CVE-2099-0001'],
  summary: 'a flaw made up for this test',
  published: '2099-01-01T00:00:00Z',
  modified: '2099-01-01T00:00:00Z',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    {
      package: { ecosystem: 'Debian:12', name: 'zlib' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1:1.3-1' }] }],
    },
  ],
};

const status = [
  'Package: zlib1g',
  'Status: install ok installed',
  'Architecture: amd64',
  'Source: zlib',
  'Version: 1:1.2.13.dfsg-1',
  'Maintainer: x',
  'Description: x',
  '',
  '',
].join('\n');

/** An image of Debian 12 that holds nothing but that zlib, to be run as root. */
export const zlibImage = buildImage({
  layers: [
    {
      files: [
        { path: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n' },
        { path: 'var/lib/dpkg/status', content: status },
      ],
    },
  ],
});
