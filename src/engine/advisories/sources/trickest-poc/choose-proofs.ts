import type { ExploitSignal } from '#core/advisory.ts';

/** What the index lists for a vulnerability. */
export interface PocPage {
  readonly vulnerabilityId: string;
  readonly links: readonly string[];
}

const maxLinks = 3;
const exploitHosts = new Set([
  'packetstormsecurity.com',
  'www.exploit-db.com',
  '0day.today',
  'huntr.com',
  'huntr.dev',
  'hackerone.com',
]);

/**
 * The links that are proofs of concept by their looks: an address that names the CVE itself or says `poc` or `exploit`, or a page
 * of a site that publishes exploits. A tenth of what the index has; the rest are lists of CVEs, articles and patches.
 */
export function proofsIn({ vulnerabilityId, links }: PocPage): NonNullable<ExploitSignal['publicExploits']> {
  const cve = vulnerabilityId.toLowerCase();
  const found = links.filter((link) => isProof(link, cve));
  return [...new Set(found)].slice(0, maxLinks).map((url) => ({ url }));
}

function isProof(link: string, cve: string): boolean {
  const address = URL.parse(link);
  if (address === null || !/^https?:$/.test(address.protocol)) return false;
  if (exploitHosts.has(address.hostname)) return address.pathname.length > 1;
  const path = address.pathname.toLowerCase().replaceAll('_', '-');
  // Lists of exploits are called so too, but in the plural or with other CVEs.
  return new RegExp(`${cve}(?!\\d)`).test(path)
    ? !isPatchOrAdvisory(path)
    : /(?:^|[/-])(?:poc|exploit)(?:[/.-]|$)/.test(path);
}

const isPatchOrAdvisory = (path: string) =>
  /\/(?:commit|pull|issues|security|advisories|advisory|blob\/\w+\/cves|cves?-list)\b/.test(path);
