/** One package with one vulnerability: versions that have it, and versions that have it not. */
export interface Label {
  /** Name of the ecosystem here, `debian`, and the distro's release as its advisories have it. */
  readonly ecosystem: string;
  readonly release?: string;
  readonly name: string;
  readonly vulnerability: string;
  readonly affected: readonly string[];
  readonly unaffected: readonly string[];
}

/**
 * Labelled by hand from what the projects released: `package vulnerability: affected versions | not affected`. Versions are chosen where a
 * wrong order would show: numbers of two digits, releases before a first one, epochs, rebuilds, lines of releases side by side.
 */
const labelled: Readonly<Record<string, string>> = {
  npm: `
    lodash CVE-2021-23337: 4.17.9 4.17.15 4.17.20 | 4.17.21
    lodash CVE-2020-8203: 3.7.0 4.17.4 4.17.18 | 3.6.0 4.17.19 4.17.20
    minimist CVE-2021-44906: 0.0.8 1.2.5 | 0.2.4 1.2.6 1.2.8
    node-fetch CVE-2022-0235: 2.6.6 3.0.0 3.1.0 | 2.6.7 3.1.1
    ws CVE-2024-37890: 5.2.3 6.2.2 7.5.9 8.17.0 | 5.2.4 6.2.3 7.5.10 8.17.1
    express CVE-2024-29041: 4.19.1 5.0.0-alpha.1 5.0.0-beta.1 | 4.19.2 5.0.0-beta.3
    axios CVE-2023-45857: 0.8.1 0.27.2 1.5.1 | 0.28.0 1.6.0`,
  pypi: `
    Jinja2 CVE-2024-34064: 2.11.3 3.1.3 | 3.1.4 3.1.10
    django CVE-2015-2317: 1.4.19 1.7.6 1.8b2 | 1.4.20 1.7.7 1.8c1 1.8
    requests CVE-2023-32681: 2.3.0 2.9.1 2.30.0 | 2.2.1 2.31.0
    urllib3 CVE-2023-43804: 1.26.16 2.0.0 2.0.5 | 1.26.17 2.0.6
    PyYAML CVE-2020-14343: 5.3.1 5.4b1 | 5.4 5.4.1 6.0
    Flask CVE-2023-30861: 2.2.4 2.3.0 2.3.1 | 2.2.5 2.3.2`,
  go: `
    golang.org/x/net CVE-2023-39325: v0.0.0-20220906165146-f3363e06e74c v0.9.0 v0.16.0 | v0.17.0 v0.18.0
    golang.org/x/net CVE-2022-41717: v0.3.0 v0.0.0-20211209124913-491a49abca63 | v0.4.0 v0.10.0
    golang.org/x/crypto CVE-2020-9283: v0.0.0-20200115085410-6d4e4cb37c7d | v0.0.0-20200220183623-bac4c82f6975 v0.1.0
    golang.org/x/text CVE-2022-32149: v0.3.7 | v0.3.8 v0.10.0
    github.com/gin-gonic/gin CVE-2020-28483: v1.7.6 v1.6.3 | v1.7.7 v1.9.0
    stdlib CVE-2022-1705: 1.9.7 1.17.11 1.18.3 | 1.17.12 1.18.4 1.19`,
  maven: `
    com.fasterxml.jackson.core:jackson-databind CVE-2018-14720: 2.7.9.4 2.8.11.2 2.9.6 | 2.7.9.5 2.8.11.3 2.9.7 2.9.10
    com.fasterxml.jackson.core:jackson-databind CVE-2022-42004: 2.9.10 2.12.7 2.13.0 2.13.3 | 2.12.7.1 2.13.4
    com.fasterxml.jackson.core:jackson-databind CVE-2020-36189: 2.6.7.4 2.9.10.7 | 2.6.7.5 2.9.10.8 2.10.0
    com.fasterxml.jackson.core:jackson-databind CVE-2017-7525: 2.6.7 2.7.9 2.8.8 | 2.6.7.1 2.7.9.1 2.8.9`,
  rubygems: `
    rack CVE-2022-30123: 2.0.9 2.1.4 2.2.3 | 2.0.9.1 2.1.4.1 2.2.3.1 2.2.10
    puma CVE-2022-24790: 4.3.11 5.6.2 | 4.3.12 5.6.4 5.10.0
    nokogiri CVE-2021-41098: 1.9.1 1.12.4 | 1.12.5 1.13.0
    actionpack CVE-2016-2098: 3.2.22.1 4.1.14.1 4.2.5.1 | 3.2.22.2 4.1.14.2 4.2.5.2`,
  cargo: `
    smallvec CVE-2021-25900: 0.6.13 1.0.0 1.6.0 | 0.6.2 0.6.14 1.6.1 1.10.0
    regex CVE-2022-24713: 1.5.4 0.2.11 | 1.5.5 1.10.0
    tokio CVE-2021-45710: 0.1.14 1.8.3 1.13.0 | 0.1.13 1.8.4 1.13.1
    time CVE-2020-26235: 0.1.44 0.2.7 0.2.22 | 0.2.6 0.2.23 0.3.0
    hyper CVE-2021-21299: 0.12.35 0.13.9 0.14.2 | 0.11.27 0.12.36 0.13.10 0.14.3`,
  packagist: `
    guzzlehttp/guzzle CVE-2022-31090: 6.5.7 7.4.4 | 6.5.8 7.4.5 7.10.0
    guzzlehttp/psr7 CVE-2023-29197: 1.9.0 2.4.4 | 1.9.1 2.4.5
    phpmailer/phpmailer CVE-2016-10033: v5.2.9 5.2.17 | v5.2.18 5.2.19 6.0.0
    phpmailer/phpmailer CVE-2018-19296: v5.2.26 v6.0.5 | 5.2.27 6.0.6
    twig/twig CVE-2022-39261: v1.44.6 v2.15.2 v3.4.2 | v1.44.7 v2.15.3 v3.4.3`,
  'almalinux:9': `
    openssl-libs CVE-2023-0286: 1:3.0.1-41.el9_0 1:3.0.1-43.el9_0 | 1:3.0.1-47.el9_1 1:3.0.7-27.el9
    openssl CVE-2022-2068: 1:3.0.1-38.el9_0 | 1:3.0.1-41.el9_0 1:3.0.1-43.el9_0
    glibc CVE-2023-4911: 2.34-60.el9 2.34-60.el9_2.6 | 2.34-60.el9_2.7 2.34-100.el9
    openssh CVE-2024-6387: 8.7p1-29.el9_2 8.7p1-38.el9 | 8.7p1-38.el9_4.1 8.7p1-43.el9`,
  'almalinux:8': `
    openssl-libs CVE-2023-0286: 1:1.1.1k-7.el8_6 1:1.1.1g-15.el8_3 | 1:1.1.1k-9.el8_7 1:1.1.1k-12.el8_9
    openssl CVE-2022-0778: 1:1.1.1k-5.el8_5 | 1:1.1.1k-6.el8_5
    glibc CVE-2023-4911: 2.28-225.el8 | 2.28-225.el8_8.6 2.28-236.el8.7`,
  'alpine:v3.17': `
    zlib CVE-2022-37434: 1.2.11-r3 1.2.12-r1 | 1.2.12-r2 1.2.13-r0
    openssl CVE-2023-0286: 3.0.7-r2 3.0.7-r10 | 3.0.8-r0 3.0.12-r0
    busybox CVE-2021-28831: 1.32.1-r9 1.33.0-r4 | 1.33.0-r5 1.35.0-r29
    curl CVE-2023-38545: 7.88.1-r1 8.3.0-r0 | 8.4.0-r0 8.12.1-r0
    apk-tools CVE-2021-36159: 2.12.5-r1 | 2.12.6-r0 2.12.10-r1`,
  'alpine:v3.9': `
    musl CVE-2019-14697: 1.1.20-r4 1.1.20-r3 | 1.1.20-r5 1.1.20-r10`,
  'debian:11': `
    openssl CVE-2022-2068: 1.1.1n-0+deb11u2 1.1.1k-1+deb11u2 | 1.1.1n-0+deb11u3 1.1.1n-0+deb11u10 1.1.1w-0+deb11u1
    openssl CVE-2022-1292: 1.1.1k-1+deb11u1 1.1.1n-0+deb11u1 | 1.1.1n-0+deb11u2
    curl CVE-2022-32221: 7.74.0-1.3 7.74.0-1.3+deb11u3 | 7.74.0-1.3+deb11u5 7.74.0-1.3+deb11u10
    sudo CVE-2023-22809: 1.9.5p2-3 | 1.9.5p2-3+deb11u1`,
  'debian:10': `
    openssl CVE-2022-2068: 1.1.1n-0+deb10u2 1.1.1d-0+deb10u8 | 1.1.1n-0+deb10u3 1.1.1n-0+deb10u6
    openssl CVE-2022-1292: 1.1.1d-0+deb10u7 | 1.1.1n-0+deb10u2`,
  bitnami: `
    redis CVE-2023-45145: 6.2.13 7.0.13 7.2.1 | 6.2.14 7.0.14 7.2.2 2.4.0
    redis CVE-2023-28856: 6.0.18 6.2.11 7.0.10 | 6.0.19 6.2.12 7.0.11
    redis CVE-2023-41053: 7.0.9 7.0.12 7.2.0 | 6.2.14 7.0.13 7.2.1
    redis CVE-2023-36824: 7.0.9 7.0.11 | 6.2.13 7.0.12`,
  binary: `
    kubelet CVE-2023-2431: 1.9.11 1.24.13 1.25.9 1.26.4 1.27.1 | 1.24.14 1.25.10 1.26.5 1.27.2 1.30.0
    kubelet CVE-2021-25741: 1.9.11 1.19.15 1.20.10 1.21.4 1.22.0 | 1.19.16 1.20.11 1.21.5 1.22.1 1.22.10
    kubelet CVE-2020-8564: 1.17.9 1.18.9 1.19.2 | 1.17.13 1.18.10 1.19.3 1.20.0
    kube-apiserver CVE-2024-3177: 1.9.0 1.27.12 1.28.8 1.29.3 | 1.27.13 1.28.9 1.28.10 1.29.4 1.30.0
    kube-controller-manager CVE-2020-8566: 1.17.9 1.18.9 1.19.2 | 1.17.13 1.18.10 1.19.3
    kubectl CVE-2019-11249: 1.9.11 1.13.8 1.14.4 1.15.1 | 1.13.9 1.14.5 1.15.2 1.15.10`,
  nuget: `
    Google.Protobuf CVE-2021-22570: 3.9.2 3.14.0 3.15.0-rc1 | 3.15.0 3.15.8 3.21.12
    google.protobuf CVE-2021-22570: 3.0.0-beta4 3.6.1 | 3.19.1
    jQuery CVE-2020-11023: 1.10.2 1.12.4 3.4.1 | 3.5.0 3.5.1 3.10.0
    jQuery CVE-2019-11358: 1.9.1 2.2.4 3.3.1 | 1.1.3 3.4.0 3.4.1
    jquery CVE-2015-9251: 1.8.3 1.12.1 1.12.4 2.2.4 | 1.12.2 3.0.0 3.1.0
    jQuery CVE-2016-10707: 3.0.0-rc1 | 2.2.4 3.0.0 3.0.0.0
    BouncyCastle CVE-2020-15522: 1.7.0 1.8.6 1.8.6.1 | 1.8.9 1.8.10
    BouncyCastle.Cryptography CVE-2024-29857: 2.0.0 2.2.1 2.3.0 | 2.3.1 2.4.0 2.10.0
    BouncyCastle.Cryptography CVE-2024-30172: 2.0.0-beta.1 2.3.0 | 2.3.1 2.4.0`,
  wolfi: `
    openssl CVE-2022-3786: 3.0.6-r9 3.0.5-r0 3.0.0-r10 | 3.0.7-r0 3.0.10-r0 3.1.0-r0
    openssl CVE-2023-1255: 3.1.0-r4 3.0.8-r1 | 3.1.0-r5 3.1.0-r10
    openssl CVE-2024-0727: 3.1.4-r6 3.2.0-r1 3.2.1_rc1-r0 | 3.2.1-r0 3.3.0-r0 3.10.0-r0
    curl CVE-2023-38545: 8.3.0-r1 7.88.1-r0 | 8.4.0-r0 8.10.1-r0
    curl CVE-2024-8096: 8.9.1-r2 8.2.1-r0 | 8.10.0-r0 8.11.0-r0
    zlib CVE-2023-45853: 1.2.13-r3 1.3-r0 | 1.3-r1 1.3.1-r0
    openssh CVE-2023-38408: 9.3_p1-r1 9.2_p1-r0 9.3-r5 | 9.3_p2-r0 9.6_p1-r0
    glibc CVE-2023-4911: 2.38-r4 2.38-r1 | 2.38-r5 2.38-r10 2.39-r0
    busybox CVE-2025-46394: 1.37.0-r9 1.37.0-r49 | 1.37.0-r50 1.37.0-r100`,
  'ubuntu:24.04:LTS': `
    openssh-server CVE-2024-6387: 1:9.6p1-3ubuntu13 1:9.6p1-3ubuntu13.2 | 1:9.6p1-3ubuntu13.3 1:9.6p1-3ubuntu13.5
    openssh-server CVE-2024-39894: 1:9.6p1-3ubuntu13.3 | 1:9.6p1-3ubuntu13.4 1:9.6p1-3ubuntu13.10
    libssl3t64 CVE-2024-6119: 3.0.13-0ubuntu3 3.0.13-0ubuntu3.3 | 3.0.13-0ubuntu3.4 3.0.13-0ubuntu3.10
    curl CVE-2024-2398: 8.5.0-2ubuntu10 8.5.0-2ubuntu9 | 8.5.0-2ubuntu10.1 8.5.0-2ubuntu10.10
    curl CVE-2024-8096: 8.5.0-2ubuntu10.3 8.5.0-2ubuntu10.2 | 8.5.0-2ubuntu10.4 8.5.0-2ubuntu10.6
    less CVE-2024-32487: 590-2ubuntu2 590-2 | 590-2ubuntu2.1 590-2ubuntu3
    git CVE-2024-32002: 1:2.43.0-1ubuntu7 | 1:2.43.0-1ubuntu7.1 1:2.43.0-1ubuntu7.10
    vim CVE-2024-43802: 2:9.1.0016-1ubuntu7 2:9.1.0016-1ubuntu7.2 | 2:9.1.0016-1ubuntu7.3 2:9.1.0016-1ubuntu7.8
    bind9 CVE-2024-1737: 1:9.18.24-0ubuntu5 1:9.18.9-1 | 1:9.18.28-0ubuntu0.24.04.1 1:9.18.30-0ubuntu0.24.04.2
    needrestart CVE-2024-48990: 3.6-7ubuntu4 3.6-7ubuntu4.1 | 3.6-7ubuntu4.3 3.6-7ubuntu4.5
    libarchive13t64 CVE-2024-20696: 3.7.2-2 3.7.2-2ubuntu0.2 | 3.7.2-2ubuntu0.3 3.7.2-2ubuntu0.10
    intel-microcode CVE-2023-42667: 3.20240514.0ubuntu0.24.04.1 3.20240312.1build1 | 3.20240813.0ubuntu0.24.04.2 3.20241112.0ubuntu0.24.04.1`,
};

export const labels: readonly Label[] = Object.entries(labelled).flatMap(([scope, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => readLabel(scope, line.trim())),
);

function readLabel(scope: string, line: string): Label {
  const [, ecosystem = '', release] = /^([^:]+)(?::(.+))?$/.exec(scope) ?? [];
  const parts = /^(\S+) (\S+): ([^|]*)\|(.*)$/.exec(line);
  if (parts === null) throw new Error(`not a label: ${line}`);
  const [, name = '', vulnerability = '', affected = '', unaffected = ''] = parts;
  const versions = (text: string) => text.trim().split(/\s+/);
  return {
    ecosystem,
    ...(release !== undefined && { release }),
    name,
    vulnerability,
    affected: versions(affected),
    unaffected: versions(unaffected),
  };
}
