import { describe, expect, it } from 'vitest';
import type { FeedListing } from '../../advisory-source.ts';
import { osv } from './osv.ts';

const names = async (listing: Partial<FeedListing>) =>
  (await osv.feeds({ knownEcosystems: ['Debian'], wantedEcosystems: [], ...listing })).map(({ name, optional }) =>
    optional === true ? `${name}?` : name,
  );
const mirror = (text: string | undefined, directories?: readonly string[]) => ({
  readText: async () => text,
  listDirectories: async () => directories,
  listFiles: async () => undefined,
});

describe('osv feeds', () => {
  it('come from the bucket for known ecosystems and those that are asked for', async () => {
    expect(await names({ wantedEcosystems: ['Rocky Linux', 'Debian'] })).toEqual(['osv/Debian', 'osv/Rocky Linux']);
    const [location] = await osv.feeds({ knownEcosystems: ['Rocky Linux'], wantedEcosystems: [] });
    expect(location?.files[0]?.upstream).toBe(
      'https://osv-vulnerabilities.storage.googleapis.com/Rocky%20Linux/all.zip',
    );
  });

  it('of a mirror are all that it lists, and none must be there unless asked for', async () => {
    const listing = { mirror: mirror('Alpine\nAlpine:v3.9\n\nGo\n', ['npm']), wantedEcosystems: ['Go'] };
    expect(await names(listing)).toEqual(['osv/Debian?', 'osv/Alpine?', 'osv/Go', 'osv/npm?']);
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
