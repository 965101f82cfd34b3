import { isIPv4, isIPv6 } from 'node:net';

/**
 * What stands for whoever has an address: itself in IPv4, also where it is written as IPv6; in IPv6 its first 64 bits, since a
 * network of that size is the least that anybody is given (RFC 6177).
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  const last = bare.slice(bare.lastIndexOf(':') + 1);
  if (isIPv4(last)) return last;
  if (!isIPv6(bare)) return address;
  const [before = '', after = ''] = bare.split('::');
  const [head, tail] = [before, after].map((text) => text.split(':').filter((group) => group !== ''));
  const gap = bare.includes('::') ? 8 - (head?.length ?? 0) - (tail?.length ?? 0) : 0;
  const groups = [...(head ?? []), ...Array<string>(gap).fill('0'), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
