import { findEcosystem } from '#engine/ecosystems/index.ts';
import type { CatalogedPackage } from './cataloger.ts';

/**
 * Tells whether the distro's advisories speak of a system package, and so of what is in it. Packages of other publishers, as
 * Docker's or NodeSource's, are in no distro's advisories: what they bring must be looked up by itself.
 */
export function answersForOwned({ ecosystem, details }: CatalogedPackage): boolean {
  // Where there is no distro (conda), or none whose advisories can be had, those of the language are better than nothing.
  const known = findEcosystem(ecosystem);
  if (known?.distro === undefined || known.osvName === undefined) return false;
  if (details?.kind === 'rpm') {
    const vendor = distroVendors[ecosystem];
    return vendor === undefined || details.vendor === undefined || vendor.test(details.vendor);
  }
  return details?.kind !== 'deb' || !otherPublishers.test(details.maintainer ?? '');
}

/** `Vendor` of the packages that a distro builds itself, by ecosystem. EPEL's is Fedora, which RHEL's advisories say nothing of. */
const distroVendors: Readonly<Record<string, RegExp>> = {
  almalinux: /almalinux|cloudlinux/i,
  'rocky-linux': /rocky/i,
  'red-hat': /red hat|centos/i,
  fedora: /fedora/i,
  'oracle-linux': /oracle/i,
  'amazon-linux': /amazon/i,
  'azure-linux': /microsoft/i,
  photon: /vmware|broadcom/i,
  suse: /suse/i,
  opensuse: /suse/i,
};

/** `Maintainer` of well-known packages for Debian and Ubuntu that neither publishes. */
const otherPublishers =
  /docker|nodesource|@(?:[\w-]+\.)*(?:google|microsoft|hashicorp|elastic|grafana|f5|nginx|mongodb|10gen|oracle|datadoghq|gitlab|influxdata|rabbitmq|confluent|redis|percona|mariadb|timescale|kubernetes|github|yarnpkg|cloudflare|hwraid|sury|newrelic|dynatrace|vmware|broadcom|amazon|nvidia|intel|amd)\.(?:com|io|org|net)\b|<[\w.+-]+@(?:elastic\.co|elasticsearch\.com)>/i;
