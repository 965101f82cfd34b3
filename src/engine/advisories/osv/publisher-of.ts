const publishers: Readonly<Record<string, string>> = {
  ALBA: 'AlmaLinux',
  ALEA: 'AlmaLinux',
  ALSA: 'AlmaLinux',
  ALPINE: 'Alpine',
  BIT: 'Bitnami',
  AZL: 'Azure Linux',
  BELL: 'BellSoft',
  CGA: 'Chainguard',
  CURL: 'curl',
  CVE: 'CVE',
  DEBIAN: 'Debian',
  DLA: 'Debian',
  DSA: 'Debian',
  DTSA: 'Debian',
  EEF: 'Erlang Ecosystem Foundation',
  ELSA: 'Oracle Linux',
  GHSA: 'GitHub',
  GO: 'Go',
  HSEC: 'Haskell',
  JLSEC: 'Julia',
  MAL: 'OpenSSF',
  MGASA: 'Mageia',
  NODEJS: 'Node.js',
  PHSA: 'Photon OS',
  PSF: 'Python Software Foundation',
  PYSEC: 'PyPA',
  RHBA: 'Red Hat',
  RHEA: 'Red Hat',
  RHSA: 'Red Hat',
  RLSA: 'Rocky Linux',
  RSEC: 'R Consortium',
  RUSTSEC: 'RustSec',
  SUSE: 'SUSE',
  UBUNTU: 'Ubuntu',
  USN: 'Ubuntu',
  openSUSE: 'openSUSE',
};

/** Who speaks in an advisory, by the prefix of its id (ossf.github.io/osv-schema, "id, modified fields"); else the prefix. */
export function publisherOf(advisoryId: string): string {
  const prefix = advisoryId.split('-', 1)[0] ?? advisoryId;
  return Object.hasOwn(publishers, prefix) ? (publishers[prefix] ?? prefix) : prefix;
}
