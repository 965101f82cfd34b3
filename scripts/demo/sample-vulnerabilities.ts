/** A real vulnerability, as far as the demo tells of it. The summary is written for the demo; identifiers, versions and scores are facts. */
export interface SampleVulnerability {
  readonly cve: string;
  readonly ghsa?: string;
  readonly summary: string;
  readonly published: string;
  /** CVSS 3.1 vector; absent where the sample leaves it unrated. */
  readonly vector?: string;
  /** EPSS score and percentile. */
  readonly epss: readonly [score: number, percentile: number];
  /** OSV ecosystem, package as advisories name it, and the version that mends it (with the one that brought it, for npm). */
  readonly affects: readonly (readonly [ecosystem: string, name: string, fixed: string, introduced?: string])[];
}

const network = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U';

export const sampleVulnerabilities: readonly SampleVulnerability[] = [
  {
    cve: 'CVE-2023-4911',
    summary: "glibc's dynamic loader overflows a buffer while it reads GLIBC_TUNABLES: a local user becomes root",
    published: '2023-10-03T18:15:10Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H',
    epss: [0.81422, 0.99606],
    affects: [['Debian:12', 'glibc', '2.36-9+deb12u3']],
  },
  {
    cve: 'CVE-2024-2961',
    summary: 'glibc iconv() writes past its output buffer when it converts to ISO-2022-CN-EXT',
    published: '2024-04-17T18:15:15Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:H',
    epss: [0.8833, 0.99758],
    affects: [['Debian:12', 'glibc', '2.36-9+deb12u6']],
  },
  {
    cve: 'CVE-2023-6246',
    summary: "glibc syslog() overflows the heap when the program's name is long",
    published: '2024-01-31T14:15:48Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    epss: [0.04794, 0.91173],
    affects: [['Debian:12', 'glibc', '2.36-9+deb12u4']],
  },
  {
    cve: 'CVE-2024-33599',
    summary: 'nscd of glibc overflows a stack buffer when it answers netgroup requests',
    published: '2024-05-06T20:15:11Z',
    epss: [0.0131, 0.68193],
    affects: [['Debian:12', 'glibc', '2.36-9+deb12u7']],
  },
  {
    cve: 'CVE-2024-6119',
    summary: 'OpenSSL reads freed memory when it compares names in certificates with otherName entries',
    published: '2024-09-03T16:15:07Z',
    vector: `${network}/C:H/I:N/A:N`,
    epss: [0.66582, 0.99224],
    affects: [
      ['Debian:12', 'openssl', '3.0.14-1~deb12u2'],
      ['Alpine:v3.18', 'openssl', '3.1.7-r0'],
    ],
  },
  {
    cve: 'CVE-2024-5535',
    summary: 'OpenSSL SSL_select_next_proto() reads past an empty list of client protocols',
    published: '2024-06-27T11:15:24Z',
    vector: `${network}/C:H/I:N/A:H`,
    epss: [0.05582, 0.92204],
    affects: [
      ['Debian:12', 'openssl', '3.0.15-1~deb12u1'],
      ['Alpine:v3.18', 'openssl', '3.1.6-r0'],
    ],
  },
  {
    cve: 'CVE-2024-4603',
    summary: 'OpenSSL takes very long to check some DSA keys and parameters',
    published: '2024-05-16T16:15:10Z',
    vector: `${network}/C:N/I:N/A:L`,
    epss: [0.01131, 0.63684],
    affects: [
      ['Debian:12', 'openssl', '3.0.14-1~deb12u1'],
      ['Alpine:v3.18', 'openssl', '3.1.5-r0'],
    ],
  },
  {
    cve: 'CVE-2023-5363',
    summary: 'OpenSSL may truncate keys or initialisation vectors of some ciphers',
    published: '2023-10-25T18:17:43Z',
    epss: [0.03332, 0.87579],
    affects: [
      ['Debian:12', 'openssl', '3.0.11-1~deb12u2'],
      ['Alpine:v3.18', 'openssl', '3.1.4-r0'],
    ],
  },
  {
    cve: 'CVE-2024-0567',
    summary:
      'GnuTLS rejects a certificate chain with a cycle of cross signatures by an assertion that ends the program',
    published: '2024-01-16T14:15:48Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.0142, 0.70543],
    affects: [['Debian:12', 'gnutls28', '3.7.9-2+deb12u2']],
  },
  {
    cve: 'CVE-2024-37371',
    summary: 'Kerberos 5 reads invalid memory while it handles GSS message tokens with wrong lengths',
    published: '2024-06-28T23:15:11Z',
    vector: `${network}/C:H/I:N/A:H`,
    epss: [0.01863, 0.77461],
    affects: [['Debian:12', 'krb5', '1.20.1-2+deb12u2']],
  },
  {
    cve: 'CVE-2024-28085',
    summary: "util-linux wall passes escape sequences of its arguments on to other users' terminals",
    published: '2024-03-27T19:15:48Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:N',
    epss: [0.02242, 0.81346],
    affects: [['Debian:12', 'util-linux', '2.38.1-5+deb12u1']],
  },
  {
    cve: 'CVE-2025-6020',
    summary: 'pam_namespace follows links of a user, who can become root',
    published: '2025-06-17T13:15:21Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H',
    epss: [0.00424, 0.35357],
    affects: [['Debian:12', 'pam', '1.5.2-6+deb12u2']],
  },
  {
    cve: 'CVE-2023-38545',
    summary: 'curl overflows the heap when a SOCKS5 proxy is handed a long host name',
    published: '2023-10-18T04:15:11Z',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H',
    epss: [0.78483, 0.99547],
    affects: [
      ['Debian:12', 'curl', '7.88.1-10+deb12u4'],
      ['Alpine:v3.18', 'curl', '8.4.0-r0'],
    ],
  },
  {
    cve: 'CVE-2024-2398',
    summary: 'libcurl leaks memory when an HTTP/2 server pushes too many headers',
    published: '2024-03-27T08:15:41Z',
    vector: `${network}/C:H/I:L/A:L`,
    epss: [0.36081, 0.98341],
    affects: [
      ['Debian:12', 'curl', '7.88.1-10+deb12u6'],
      ['Alpine:v3.18', 'curl', '8.7.1-r0'],
    ],
  },
  {
    cve: 'CVE-2024-6197',
    summary: 'libcurl frees a stack buffer while it reads a malformed certificate field',
    published: '2024-07-24T08:15:03Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.04296, 0.90287],
    affects: [['Alpine:v3.18', 'curl', '8.9.0-r0']],
  },
  {
    cve: 'CVE-2024-45490',
    summary: 'Expat accepts a negative length in XML_ParseBuffer',
    published: '2024-08-30T03:15:03Z',
    vector: `${network}/C:H/I:H/A:H`,
    epss: [0.01686, 0.75039],
    affects: [
      ['Debian:12', 'expat', '2.5.0-1+deb12u1'],
      ['Alpine:v3.18', 'expat', '2.6.3-r0'],
    ],
  },
  {
    cve: 'CVE-2023-44487',
    summary: 'HTTP/2 servers can be exhausted by streams that are opened and reset at once ("Rapid Reset")',
    published: '2023-10-10T14:15:10Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.99999, 0.99997],
    affects: [['Alpine:v3.18', 'nghttp2', '1.57.0-r0']],
  },
  {
    cve: 'CVE-2023-42363',
    summary: 'BusyBox awk uses freed memory',
    published: '2023-11-27T22:15:07Z',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H',
    epss: [0.00428, 0.35658],
    affects: [['Alpine:v3.18', 'busybox', '1.36.1-r7']],
  },
  {
    cve: 'CVE-2024-25062',
    summary: 'libxml2 uses freed memory when a reader expands XInclude and validates',
    published: '2024-02-04T16:15:45Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.01364, 0.69442],
    affects: [['Alpine:v3.18', 'libxml2', '2.11.7-r0']],
  },
  {
    cve: 'CVE-2021-44906',
    ghsa: 'GHSA-xvch-5gv4-984h',
    summary: 'minimist lets arguments write to the prototype of functions',
    published: '2022-03-17T13:05:00Z',
    vector: `${network}/C:H/I:H/A:H`,
    epss: [0.04581, 0.90829],
    affects: [
      ['npm', 'minimist', '0.2.4', '0'],
      ['npm', 'minimist', '1.2.6', '1.0.0'],
    ],
  },
  {
    cve: 'CVE-2019-10744',
    ghsa: 'GHSA-jf85-cpcp-j695',
    summary: 'lodash defaultsDeep lets input write to the prototype of all objects',
    published: '2019-07-10T19:45:23Z',
    vector: `${network}/C:N/I:H/A:H`,
    epss: [0.05006, 0.91502],
    affects: [['npm', 'lodash', '4.17.12', '0']],
  },
  {
    cve: 'CVE-2021-23337',
    ghsa: 'GHSA-35jh-r3h4-6jhm',
    summary: 'lodash template runs code that stands in its options',
    published: '2021-05-06T16:05:51Z',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
    epss: [0.21333, 0.97387],
    affects: [['npm', 'lodash', '4.17.21', '0']],
  },
  {
    cve: 'CVE-2024-37890',
    ghsa: 'GHSA-3h5v-q93c-6h6q',
    summary: 'ws servers end when a request carries more headers than they allow',
    published: '2024-06-17T19:09:12Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.01357, 0.69297],
    affects: [
      ['npm', 'ws', '7.5.10', '7.0.0'],
      ['npm', 'ws', '8.17.1', '8.0.0'],
    ],
  },
  {
    cve: 'CVE-2023-45857',
    ghsa: 'GHSA-wf5p-g6vw-rhxx',
    summary: 'axios sends the XSRF token to every host',
    published: '2023-11-08T21:30:37Z',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N',
    epss: [0.00556, 0.43748],
    affects: [
      ['npm', 'axios', '0.28.0', '0.8.1'],
      ['npm', 'axios', '1.6.0', '1.0.0'],
    ],
  },
  {
    cve: 'CVE-2024-29041',
    ghsa: 'GHSA-rv95-896h-c2vc',
    summary: 'express redirects to a host that a malformed address names',
    published: '2024-03-25T19:40:26Z',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
    epss: [0.00786, 0.53075],
    affects: [['npm', 'express', '4.19.2', '0']],
  },
  {
    cve: 'CVE-2022-24999',
    ghsa: 'GHSA-hrpp-h998-j3pp',
    summary: 'qs lets a query string replace __proto__, which can hang the process',
    published: '2022-11-27T00:30:50Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.14663, 0.96361],
    affects: [
      ['npm', 'qs', '6.5.3', '6.5.0'],
      ['npm', 'qs', '6.7.3', '6.7.0'],
    ],
  },
  {
    cve: 'CVE-2022-29078',
    ghsa: 'GHSA-phwq-j96m-2c2q',
    summary: 'ejs runs code that stands in its view options',
    published: '2022-04-26T00:00:40Z',
    vector: `${network}/C:H/I:H/A:H`,
    epss: [0.32808, 0.98206],
    affects: [['npm', 'ejs', '3.1.7', '0']],
  },
  {
    cve: 'CVE-2024-21538',
    ghsa: 'GHSA-3xgq-45jj-v275',
    summary: 'cross-spawn takes very long on crafted arguments',
    published: '2024-11-08T06:30:47Z',
    vector: `${network}/C:N/I:N/A:H`,
    epss: [0.00868, 0.55693],
    affects: [
      ['npm', 'cross-spawn', '6.0.6', '0'],
      ['npm', 'cross-spawn', '7.0.5', '7.0.0'],
    ],
  },
];

/** Those of them in CISA's Known Exploited Vulnerabilities catalogue: date added, due date. */
export const sampleKnownExploited: readonly (readonly [cve: string, dateAdded: string, dueDate: string])[] = [
  ['CVE-2023-4911', '2023-11-21', '2023-12-12'],
  ['CVE-2023-44487', '2023-10-10', '2023-10-31'],
];
