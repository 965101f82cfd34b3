import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { listen } from './listen.ts';

const refusing = (code: string) => ({
  listen: () => Promise.reject(Object.assign(new Error(`listen ${code}`), { code })),
});

describe('listening', () => {
  it.each([
    ['EADDRINUSE', /PLIMSOLL_PORT .* 127\.0\.0\.1:80 already; .*--port/],
    ['EACCES', /PLIMSOLL_PORT .* port 80; .*--port/],
    ['EADDRNOTAVAIL', /PLIMSOLL_HOST .* 127\.0\.0\.1 is no address .*--host/],
    ['ENOTFOUND', /PLIMSOLL_HOST/],
  ])('says which setting is wrong with %s', async (code, message) => {
    const refusal = listen(refusing(code), { host: '127.0.0.1', port: 80 });
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(ConfigError);
  });

  it('passes on what it does not know', async () => {
    await expect(listen(refusing('EMFILE'), { host: 'localhost', port: 80 })).rejects.toThrow('listen EMFILE');
  });

  it('is done where it is told', async () => {
    const asked: unknown[] = [];
    await listen({ listen: async (address) => asked.push(address) }, { host: '::1', port: 0 });
    expect(asked).toEqual([{ host: '::1', port: 0 }]);
  });
});
