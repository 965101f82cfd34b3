import { describe, expect, it } from 'vitest';
import { listing, mirrorOf } from '#tests/support/feeds/listing.ts';
import { osv } from './osv.ts';

const names = async (rest: Parameters<typeof listing>[0]) =>
  (await osv.feeds(listing({ knownEcosystems: ['Debian'], ...rest }))).map(({ name, optional }) =>
    optional === true ? `${name}?` : name,
  );
const mirror = (text?: string, directories?: readonly string[]) =>
  mirrorOf(directories && { osv: directories }, text === undefined ? {} : { 'osv/ecosystems.txt': text });

describe('osv feeds', () => {
  it('come from the bucket for known ecosystems and those that are asked for', async () => {
    expect(await names({ wantedEcosystems: ['Rocky Linux', 'Debian'] })).toEqual(['osv/Debian', 'osv/Rocky Linux']);
    const [location] = await osv.feeds(listing({ knownEcosystems: ['Rocky Linux'] }));
    expect(location?.files[0]?.upstream).toBe(
      'https://osv-vulnerabilities.storage.googleapis.com/Rocky%20Linux/all.zip',
    );
  });

  it('of a mirror are all that it lists, and none must be there unless asked for', async () => {
    const rest = { mirror: mirror('Alpine\nAlpine:v3.9\n\nGo\n', ['npm']), wantedEcosystems: ['Go'] };
    expect(await names(rest)).toEqual(['osv/Debian?', 'osv/Alpine?', 'osv/Go', 'osv/npm?']);
  });

  it('of a mirror without a list are the known ones', async () => {
    expect(await names({ mirror: mirror(undefined) })).toEqual(['osv/Debian?']);
  });

  it.each(['../../etc', '/etc', 'a/b', '..', 'a\\b', '-x', 'x'.repeat(100), 'a\tb'])(
    'never make a path of the listed name %j',
    async (listed) => {
      expect(await names({ mirror: mirror(listed) })).toEqual(['osv/Debian?']);
    },
  );

  it('speak for their own ecosystem only', () => {
    expect([osv.speaksFor?.('osv/npm', 'npm'), osv.speaksFor?.('osv/npm', 'Go')]).toEqual([true, false]);
  });
});
