import { describe, expect, it } from 'vitest';
import { describeExport, describeImport, describeStatus, describeUpdate } from './describe.ts';

const now = new Date('2026-03-10T12:00:00Z');

describe('describeStatus', () => {
  const status = {
    builtAt: '2026-03-10T11:59:00Z',
    revision: 3,
    size: 64_120_832,
    sample: false,
    sources: [
      { name: 'osv/Debian', fetchedAt: '2026-03-07T12:00:00Z', records: 9118 },
      { name: 'epss', fetchedAt: '2026-03-10T09:00:00Z', records: 360142 },
    ],
    failures: [
      { name: 'osv/Debian', error: 'HTTP 503' },
      { name: 'cisa-kev', error: 'name not resolved' },
    ],
  };

  it('gives age and number of records of each source, and what is missing', () => {
    expect(describeStatus(status, now)).toEqual([
      'Revision 3, built 2026-03-10T11:59:00Z (1 minute ago), 61.2 MiB',
      'osv/Debian      9118 records  3 days old; could not be had since: HTTP 503',
      'epss          360142 records  3 hours old',
      'cisa-kev    missing: name not resolved',
    ]);
  });

  it('says that sample data is sample data', () => {
    expect(describeStatus({ ...status, sample: true }, now)[0]).toContain('SAMPLE DATA');
  });
});

describe('describeUpdate', () => {
  const feed = { records: 0, bad: 0, badRecords: [] };

  it('names every feed, what came of it, and the bad records', () => {
    const lines = describeUpdate({
      path: 'a.db',
      revision: 4,
      builtAt: '2026-03-10T12:00:00Z',
      unchanged: false,
      unusedFiles: ['README', 'a/b/c.txt', ...Array.from({ length: 22 }, (_, index) => `a/${index}`)],
      sources: [
        { ...feed, name: 'epss', state: 'loaded', records: 7 },
        {
          ...feed,
          name: 'own',
          state: 'loaded',
          records: 2,
          bad: 12,
          badRecords: [{ name: 'x.json', reason: 'no id' }],
        },
        { ...feed, name: 'exploitdb', state: 'kept', records: 5, error: 'HTTP 500' },
        { ...feed, name: 'cisa-kev', state: 'failed', error: 'timed out' },
      ],
    });
    expect(lines).toEqual([
      'epss       7 records',
      'own        2 records, 12 bad',
      'exploitdb  5 records kept from the last build; could not be had: HTTP 500',
      'cisa-kev   could not be had: timed out',
      'bad record x.json of own: no id',
      'and 11 more bad records of own',
      'not used: README',
      'not used: a/b/: c.txt',
      `not used: a/: ${Array.from({ length: 20 }, (_, index) => index).join(', ')} and 2 more`,
      'Built: revision 4 of a.db, built 2026-03-10T12:00:00Z.',
    ]);
  });

  it('says that nothing changed', () => {
    const result = { path: 'a.db', revision: 4, builtAt: 'x', unchanged: true, sources: [], unusedFiles: [] };
    expect(describeUpdate(result)).toEqual(['Nothing changed: revision 4 of a.db, built x.']);
  });
});

describe('describeExport and describeImport', () => {
  const status = {
    builtAt: '2026-03-10T12:00:00Z',
    revision: 4,
    size: 64_120_832,
    sample: false,
    sources: [],
    failures: [],
  };
  const previous = { ...status, builtAt: '2026-03-01T12:00:00Z', revision: 2 };

  it('say what was carried, how large it is, and what stood there before', () => {
    const exported = {
      to: 'a.plimsoll',
      revision: 4,
      builtAt: status.builtAt,
      fileSize: 2 ** 20,
      databaseSize: status.size,
    };
    expect(describeExport(exported)).toBe(
      'Wrote revision 4, built 2026-03-10T12:00:00Z, to a.plimsoll: 1.0 MiB, 61.2 MiB unpacked.',
    );
    expect(describeImport({ path: 'b.db', status, previous })).toBe(
      'Imported revision 4, built 2026-03-10T12:00:00Z, as b.db. Before: revision 2, built 2026-03-01T12:00:00Z.',
    );
    expect(describeImport({ path: 'b.db', status })).toBe('Imported revision 4, built 2026-03-10T12:00:00Z, as b.db.');
  });
});
