import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from './network-of.ts';

describe('networkOf', () => {
  it.each([
    ['IPv4', '192.0.2.7', '192.0.2.7'],
    ['IPv4 written as IPv6', '::ffff:192.0.2.7', '192.0.2.7'],
    ['IPv6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['IPv6, other digits of the same network', '2001:0DB8:1:2:ffff::1', '2001:db8:1:2'],
    ['IPv6 with a gap in the network', '2001:db8::9', '2001:db8:0:0'],
    ['IPv6 with a gap at its beginning', '::2:3:4:5:6:7', '0:0:2:3'],
    ['IPv6 with a zone', 'fe80::1%eth0', 'fe80:0:0:0'],
    ['this machine', '::1', '0:0:0:0'],
    ['no address', 'somewhere', 'somewhere'],
    ['nothing', '', ''],
  ])('%s', (_, address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is the same for all addresses of a network', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const network = networkOf(address);
        if (!isIPv6(`${network}::`)) return;
        expect(networkOf(`${network}::1`)).toBe(network);
        expect(networkOf(`${network}:1:2:3:4`)).toBe(network);
      }),
    );
  });
});
