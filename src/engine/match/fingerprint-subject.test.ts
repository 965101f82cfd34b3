import { describe, expect, it } from 'vitest';
import type { AdvisoryDatabase, AdvisoryQuery } from '#engine/advisories/index.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import { type MirrorContent, writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { databaseOf, record } from '#tests/support/feeds/update.ts';
import { fingerprintSubject } from './fingerprint-subject.ts';
import { matchSubject } from './match-subject.ts';
import type { MatchSubject } from './package-match.ts';

const curl: MatchSubject = {
  ecosystem: 'debian',
  release: '12',
  name: 'libcurl4',
  version: '7.88.1-10',
  source: { name: 'curl', version: '7.88.1-10' },
};
const npm: MatchSubject = { ecosystem: 'npm', name: 'thing', version: '1.0.0' };
const debian = (id: string, release: string, rest = {}) => record(id, `Debian:${release}`, 'curl', rest);
const content = { osv: { Debian: [debian('DSA-1', '12')], npm: [record('GHSA-1', 'npm', 'thing')] } };

/** The fingerprints of both packages in a database of what a mirror holds. */
async function fingerprints(of: MirrorContent) {
  const database = await databaseOf(temporaryDirectory(), of);
  const found = { curl: fingerprintSubject(curl, database), npm: fingerprintSubject(npm, database) };
  database.close();
  return found;
}

describe('fingerprintSubject', () => {
  it.each<[string, MirrorContent['osv'] & object]>([
    ['its range', { Debian: [debian('DSA-1', '12', { fixed: '8' })] }],
    ['a name of the flaw', { Debian: [debian('DSA-1', '12', { upstream: ['CVE-2026-1'] })] }],
    ['its summary', { Debian: [debian('DSA-1', '12', { summary: 'new' })] }],
    ['another advisory', { Debian: [debian('DSA-1', '12'), debian('DSA-2', '12')] }],
    ['one for all releases', { Debian: [debian('DSA-1', '12'), record('DSA-2', 'Debian', 'curl')] }],
    [
      'its withdrawal',
      { Debian: [debian('DSA-1', '12', { withdrawn: '2026-01-01T00:00:00Z' }), debian('DSA-3', '13')] },
    ],
  ])('differs with %s, for that package alone', async (_name, osv) => {
    const before = await fingerprints(content);
    const after = await fingerprints({ osv: { ...content.osv, ...osv } });
    expect(after.curl).not.toBe(before.curl);
    expect(after.npm).toBe(before.npm);
  });

  it.each<[string, MirrorContent['osv'] & object]>([
    ['another release', { Debian: [debian('DSA-1', '12'), debian('DSA-2', '13')] }],
    [
      'other packages, whatever number advisories have then',
      { Debian: [record('AAA-1', 'Debian:12', 'a'), debian('DSA-1', '12')] },
    ],
    ['other ecosystems', { Alpine: [record('ALPINE-1', 'Alpine:v3.9', 'curl')] }],
  ])('stays with what is said of %s', async (_name, osv) => {
    const before = await fingerprints(content);
    expect(await fingerprints({ osv: { ...content.osv, ...osv } })).toEqual(before);
  });

  it('stays where feeds are copied from the last build, in whatever order', async () => {
    const before = await fingerprints(content);
    const directory = temporaryDirectory();
    (await databaseOf(directory, content)).close();
    const more = [...content.osv.npm, record('GHSA-2', 'npm', 'other')];
    await writeMirror(`${directory}/mirror`, { osv: { npm: more } });
    const database = await databaseOf(directory, {});
    expect(database.status().revision).toBe(2);
    expect([fingerprintSubject(curl, database), fingerprintSubject(npm, database)]).toEqual([before.curl, before.npm]);
    database.close();
  });
});

describe('the fingerprint of a package of', () => {
  it.each(ecosystems.map(({ name, osvName }) => [name, osvName !== undefined] as const))(
    '%s covers all that matching looks up',
    (ecosystem, isLookedUp) => {
      const asked: Record<'affecting' | 'fingerprint', AdvisoryQuery[]> = { affecting: [], fingerprint: [] };
      const watched = {
        affecting: (query: AdvisoryQuery) => {
          asked.affecting.push(query);
          return [];
        },
        fingerprint: (query: AdvisoryQuery) => {
          asked.fingerprint.push(query);
          return '';
        },
      } as Partial<AdvisoryDatabase> as AdvisoryDatabase;
      const subject = { ecosystem, release: '12', name: 'A_b', version: '1', source: { name: 'C.d', version: '2' } };
      matchSubject(subject, watched);
      fingerprintSubject(subject, watched);
      const keys = (of: 'affecting' | 'fingerprint') =>
        asked[of].map((query) => [query.ecosystem, query.release, query.name]);
      expect(keys('affecting').length > 0).toBe(isLookedUp);
      expect(keys('fingerprint')).toEqual(keys('affecting'));
    },
  );
});
