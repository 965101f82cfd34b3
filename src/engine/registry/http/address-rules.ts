import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { RegistryError } from '../registry-error.ts';

/** Which addresses requests for one registry may go to. */
export interface AddressRules {
  /** Throws `registry/address-refused` where a URL's host is an address that must not be asked, or a name for one. */
  checkHost(hostname: string): void;
  /** Resolves a name as the system does, and fails likewise where it stands for such an address. */
  readonly lookup: LookupFunction;
}

/** Names of metadata services, which hand out credentials to whoever asks from the machine. */
const metadataNames: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);

/**
 * Rules for the registry at `hostname`: nobody but a machine's own services is at link-local addresses, and what is on
 * this machine itself is asked only where the registry was given as being there. `allowed` (CIDR networks) are exempt.
 */
export function addressRules(hostname: string, allowed: readonly string[] = []): AddressRules {
  const refused = hostname === 'localhost' || isIn(loopback, bare(hostname)) ? linkLocal : joined;
  const exempt = networks(allowed);
  const problemOf = (address: string) => isIn(refused, address) && !isIn(exempt, address);
  return {
    checkHost: (host) => {
      const name = bare(host).toLowerCase().replace(/\.$/, '');
      const isRefused = isIP(name) === 0 ? metadataNames.has(name) : problemOf(name);
      if (isRefused) throw addressRefused(host, name);
    },
    lookup: (name, options, callback) => {
      const all = { ...options, all: true } as LookupOptions & { all: true };
      lookup(name, all, (error, addresses: LookupAddress[]) => {
        if (error !== null) return callback(error, []);
        const bad = addresses.find(({ address }) => problemOf(address));
        if (bad !== undefined) return callback(addressRefused(name, bad.address), []);
        const [first] = addresses;
        if (options.all === true || first === undefined) return callback(null, addresses);
        callback(null, first.address, first.family);
      });
    },
  };
}

/** Says what is wrong with a list of networks in CIDR form; undefined where it is good. */
export function checkNetworks(allowed: readonly string[]): string | undefined {
  return allowed.find((network) => parseNetwork(network) === undefined);
}

/** Where machines find what is theirs alone: link-local networks, and the addresses that clouds have for it besides. */
const linkLocalNetworks = [
  '169.254.0.0/16',
  'fe80::/10',
  // Alibaba, Amazon, Azure, Google, Linode, Oracle, Scaleway.
  '100.100.100.200/32',
  'fd00:100::100:200/128',
  'fd00:ec2::/32',
  '168.63.129.16/32',
  'fd20:ce::254/128',
  'fd00:a9fe:a9fe::1/128',
  '192.0.0.192/32',
  'fd00:c1::a9fe:a9fe/128',
  'fd00:42::42/128',
];
/** What is before the address. */
const translations = ['64:ff9b::', '64:ff9b:1::', '::ffff:0:', '::'];
const linkLocal = networks(withTranslated(linkLocalNetworks));
const loopbackNetworks = ['127.0.0.0/8', '0.0.0.0/8', '::1/128', '::/128'];
const loopback = networks(loopbackNetworks);
const joined = networks(withTranslated([...loopbackNetworks, ...linkLocalNetworks]));

function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const found = parseNetwork(text);
    if (found === undefined) {
      const message = `${text.slice(0, 100)} is no network: write 10.0.0.0/8 or fd00::/8`;
      throw new RegistryError('registry/invalid-settings', message);
    }
    list.addSubnet(found.address, found.prefix, found.family);
  }
  return list;
}

/**
 * Networks of IPv4 also as IPv6 carries them: translated (RFC 6052, 8215, 7915), tunnelled (RFC 3056) and compatible (RFC 4291, 2.5.5.1). What is
 * mapped (::ffff:0:0/96) Node knows by itself.
 */
function withTranslated(texts: readonly string[]): readonly string[] {
  const carried = texts.flatMap((text) => {
    const network = parseNetwork(text);
    if (network === undefined || network.family === 'ipv6') return [];
    const { address, prefix } = network;
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    const tunnelled = `2002:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}::/${16 + prefix}`;
    return [...translations.map((before) => `${before}${address}/${96 + prefix}`), tunnelled];
  });
  return [...texts, ...carried];
}

function parseNetwork(text: string) {
  const [address = '', length, ...more] = text.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  if (version === 0 || more.length > 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > bits) return undefined;
  return { address, prefix, family: version === 4 ? ('ipv4' as const) : ('ipv6' as const) };
}

function isIn(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** Without the brackets that URLs put around IPv6 addresses. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function addressRefused(host: string, address: string): RegistryError {
  const which = host === address ? address : `${host}, which is ${address},`;
  return new RegistryError(
    'registry/address-refused',
    `${which} is not asked: it belongs to this machine or to its metadata service; if a registry is there, allow its network (PLIMSOLL_REGISTRY_NETWORKS)`,
  );
}
