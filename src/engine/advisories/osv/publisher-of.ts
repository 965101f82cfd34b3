const publishers: Readonly<Record<string, string>> = {
  ALBA: 'AlmaLinux',
  ALEA: 'AlmaLinux',
  ALSA: 'AlmaLinux',
  ALPINE: 'Alpine',
  BIT: 'Bitnami',
  CGA: 'Chainguard',
  CVE: 'CVE',
  DEBIAN: 'Debian',
  DLA: 'Debian',
  DSA: 'Debian',
  DTSA: 'Debian',
  GHSA: 'GitHub',
  GO: 'Go',
  MAL: 'OpenSSF',
  PYSEC: 'PyPA',
  RHSA: 'Red Hat',
  RLSA: 'Rocky Linux',
  RUSTSEC: 'RustSec',
  UBUNTU: 'Ubuntu',
  USN: 'Ubuntu',
};

/** Who speaks in an advisory, by the prefix of its id (ossf.github.io/osv-schema, "id, modified fields"); else the prefix. */
export function publisherOf(advisoryId: string): string {
  const prefix = advisoryId.split('-', 1)[0] ?? advisoryId;
  return Object.hasOwn(publishers, prefix) ? (publishers[prefix] ?? prefix) : prefix;
}
