import { describe, expect, it } from 'vitest';
import { proxyFor, readProxySettings } from './proxy.ts';

const settings = {
  httpProxy: 'http://plain:1',
  httpsProxy: 'http://secure:2',
  noProxy: 'localhost, .corp.example, r.example:5000,10.0.0.1',
};

describe('proxyFor', () => {
  it.each([
    ['https', 'https://quay.example', 'http://secure:2'],
    ['http', 'http://quay.example', 'http://plain:1'],
    ['an exempt host', 'https://localhost:5000', undefined],
    ['an exempt domain', 'https://a.b.corp.example', undefined],
    ['the domain itself', 'https://corp.example', undefined],
    ['a host that only ends alike', 'https://notcorp.example', 'http://secure:2'],
    ['an exempt host and port', 'https://r.example:5000', undefined],
    ['the same host on another port', 'https://r.example:5001', 'http://secure:2'],
    ['an exempt address', 'http://10.0.0.1', undefined],
  ])('%s', (_, url, proxy) => {
    expect(proxyFor(url, settings)).toBe(proxy);
  });

  it('a star exempts everything', () => {
    expect(proxyFor('https://a.example', { httpsProxy: 'http://p', noProxy: '*' })).toBeUndefined();
  });
});

describe('readProxySettings', () => {
  it('takes either case, lower first, and leaves out what is empty', () => {
    expect(readProxySettings({ HTTPS_PROXY: 'a', https_proxy: 'b', HTTP_PROXY: 'c', no_proxy: '' })).toEqual({
      httpProxy: 'c',
      httpsProxy: 'b',
    });
  });
});
