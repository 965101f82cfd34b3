import { describe, expect, it } from 'vitest';
import { addressRules, checkNetworks } from './address-rules.ts';

describe('addressRules', () => {
  it.each([
    ['a public address', 'r.example', '93.184.216.34', false],
    ['a private network is where registries are', 'r.example', '10.0.0.7', false],
    ['the metadata service', 'r.example', '169.254.169.254', true],
    ['the metadata service of containers', 'r.example', '169.254.170.2', true],
    ['the metadata service, from a registry on this machine too', 'localhost', '169.254.169.254', true],
    ['the metadata service in IPv6', 'r.example', '[fd00:ec2::254]', true],
    ['the metadata service, IPv4 written as IPv6', 'r.example', '[::ffff:169.254.169.254]', true],
    ['the metadata service by name', 'r.example', 'metadata.google.internal', true],
    ['the metadata service by its whole name', 'r.example', 'metadata.google.internal.', true],
    ['the metadata service, IPv4 translated to IPv6', 'r.example', '[64:ff9b::a9fe:a9fe]', true],
    ['the metadata service, IPv4 translated by a network of its own', 'r.example', '[64:ff9b:1::a9fe:a9fe]', true],
    ['the metadata service, IPv4 translated without state', 'r.example', '[::ffff:0:a9fe:a9fe]', true],
    ['the metadata service, IPv4 tunnelled in IPv6', 'r.example', '[2002:a9fe:a9fe::1]', true],
    ['the metadata service, IPv4 compatible with IPv6', 'r.example', '[::169.254.169.254]', true],
    ['what hands credentials to pods of Amazon', 'r.example', '[fd00:ec2::23]', true],
    ['the metadata service of Google in IPv6', 'r.example', '[fd20:ce::254]', true],
    ['the metadata service of Oracle in IPv6', 'r.example', '[fd00:c1::a9fe:a9fe]', true],
    ['the metadata service of Scaleway in IPv6', 'r.example', '[fd00:42::42]', true],
    ['the metadata service of Linode in IPv6', 'r.example', '[fd00:a9fe:a9fe::1]', true],
    ['the metadata service of Alibaba in IPv6', 'r.example', '[fd00:100::100:200]', true],
    ['the metadata service by its short name', 'r.example', 'metadata', true],
    ['a private network in IPv6 is where registries are', 'r.example', '[fd00:1234::5]', false],
    ['a public address, translated', 'r.example', '[64:ff9b::5db8:d822]', false],
    ['this machine, IPv4 translated to IPv6', 'r.example', '[64:ff9b::7f00:1]', true],
    ['this machine, IPv4 compatible with IPv6', 'r.example', '[::7f00:1]', true],
    ['the metadata service, translated, from a registry on this machine', '127.0.0.1', '[64:ff9b::a9fe:a9fe]', true],
    ["what Azure's machines are told by", 'r.example', '168.63.129.16', true],
    ['link-local IPv6', 'r.example', '[fe80::1]', true],
    ['this machine', 'r.example', '127.0.0.1', true],
    ['this machine, anywhere in its network', 'r.example', '127.1.2.3', true],
    ['this machine in IPv6', 'r.example', '[::1]', true],
    ['this machine, IPv4 written as IPv6', 'r.example', '[::ffff:7f00:1]', true],
    ['no address in particular', 'r.example', '0.0.0.0', true],
    ['this machine, from a registry that is here', '127.0.0.1', '127.0.0.1', false],
    ['this machine, from a registry that is here by name', 'localhost', '[::1]', false],
    ['a name', 'r.example', 'other.example', false],
  ])('%s', (_, registry, host, isRefused) => {
    const check = () => addressRules(registry).checkHost(host);
    if (isRefused) expect(check).toThrow(expect.objectContaining({ code: 'registry/address-refused' }));
    else expect(check).not.toThrow();
  });

  it('what the administrator allowed is not refused', () => {
    const rules = addressRules('r.example', ['127.0.0.0/8', '169.254.7.0/24']);
    expect(() => rules.checkHost('127.0.0.1')).not.toThrow();
    expect(() => rules.checkHost('169.254.7.9')).not.toThrow();
    expect(() => rules.checkHost('169.254.169.254')).toThrow(/is not asked/);
  });

  it.each([
    ['r.example', [], 'registry/address-refused'],
    ['localhost', [], undefined],
    ['r.example', ['127.0.0.0/8', '::1'], undefined],
  ])('for %s with %j, a name that stands for this machine ends in %s', async (registry, allowed, code) => {
    const { lookup } = addressRules(registry, allowed);
    const found = await new Promise((resolve) =>
      lookup('localhost', {}, (error, address) => resolve(error ?? address)),
    );
    if (code === undefined) expect(found).toMatch(/^(127\.|::1)/);
    else expect(found).toMatchObject({ code });
  });
});

describe('checkNetworks', () => {
  it.each([
    [['10.0.0.0/8', 'fd00::/8', '127.0.0.1'], undefined],
    [['10.0.0.0/8', '10.0.0.0/33'], '10.0.0.0/33'],
    [['localhost'], 'localhost'],
    [['10.0.0.0/8/8'], '10.0.0.0/8/8'],
  ])('%j: %s', (given, wrong) => {
    expect(checkNetworks(given)).toBe(wrong);
  });
});
