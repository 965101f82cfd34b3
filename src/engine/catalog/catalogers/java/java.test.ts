import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { type BuiltEntry, buildZip } from '#tests/support/build-zip.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { java } from './java.ts';

/** What the cataloger says of one file, as `group:artifact version path`. */
async function list(file: Uint8Array, limits: Partial<Limits> = {}, path = 'app/a.jar') {
  const { packages, problems } = await runCataloger(java, { [path]: file }, undefined, limits);
  return {
    found: packages.map((one) => `${one.name} ${one.version} ${one.paths.join(' ')}`),
    problems: problems.filter(({ code }) => code !== 'catalog/archive-unidentified'),
  };
}

const streaming = { maxArchiveBufferedBytes: 0 };
/** Every way to read: whole, as it streams by, and with only the small ones held. */
const ways: readonly [string, Partial<Limits>][] = [
  ['in memory', {}],
  ['as they stream by', streaming],
  ['as they stream by, small ones in memory', { maxArchiveBufferedBytes: 2000 }],
];

const described = (name: string, version: string): BuiltEntry => {
  const [groupId, artifactId] = name.split(':');
  return {
    name: `META-INF/maven/${groupId}/${artifactId}/pom.properties`,
    content: `#Generated\ngroupId=${groupId}\nartifactId=${artifactId}\nversion=${version}\n`,
  };
};
const classes = (count: number): BuiltEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `org/x/C${i}.class`,
    content: createHash('sha512').update(`${i}`).digest(),
    descriptor: 'signed',
  }));
const jarOf = (name: string, version: string) => buildZip([...classes(3), described(name, version)]);

describe.each(ways)('archives read %s', (_name, limits) => {
  it('a program with its libraries, stored and deflated, and libraries in those', async () => {
    const ear = buildZip([
      {
        name: 'web.war',
        content: buildZip([
          { name: 'WEB-INF/lib/a-1.0.jar', content: jarOf('g:a', '1.0'), stored: true },
          { name: 'WEB-INF/lib/b-2.0.jar', content: jarOf('g:b', '2.0') },
          { name: 'WEB-INF/lib/c-3.0.jar', content: jarOf('g:c', '3.0'), descriptor: 'signed' },
          { ...described('g:web', '4.0'), name: 'WEB-INF/classes/META-INF/maven/g/web/pom.properties' },
        ]),
        descriptor: 'signed',
      },
      { name: 'META-INF/MANIFEST.MF', content: 'Implementation-Version: 5.0\r\n\r\n' },
    ]);
    expect(await list(ear, limits, 'opt/all.ear')).toEqual({
      found: [
        'all:all 5.0 opt/all.ear',
        'g:web 4.0 opt/all.ear:web.war',
        'g:a 1.0 opt/all.ear:web.war:WEB-INF/lib/a-1.0.jar',
        'g:b 2.0 opt/all.ear:web.war:WEB-INF/lib/b-2.0.jar',
        'g:c 3.0 opt/all.ear:web.war:WEB-INF/lib/c-3.0.jar',
      ],
      problems: [],
    });
  });

  it('several artifacts in one, behind a start script; a ghost that the directory does not name', async () => {
    const entries = [
      described('g:a', '1.0'),
      { ...described('g:ghost', '6'), directory: 'absent' as const },
      described('o:dep', '2.0'),
    ];
    expect(await list(buildZip(entries, { prefix: '#!/bin/sh\nexec java\n' }), limits)).toEqual({
      found: ['g:a 1.0 app/a.jar', 'o:dep 2.0 app/a.jar'],
      problems: [],
    });
  });

  it('records the sha1 of each archive, for its own artifact only', async () => {
    const inner = jarOf('g:a', '1.0');
    const outer = buildZip([
      described('g:app', '9'),
      described('o:dep', '2'),
      { name: 'lib/a-1.0.jar', content: inner },
    ]);
    const { packages } = await runCataloger(java, { 'x.jar': outer }, undefined, limits);
    const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');
    expect(packages.map(({ name, details }) => [name, details])).toEqual([
      ['g:app', { kind: 'maven', identifiedBy: 'pom' }],
      ['o:dep', { kind: 'maven', identifiedBy: 'pom' }],
      ['g:a', { kind: 'maven', identifiedBy: 'pom', sha1: sha1(inner) }],
    ]);
    const own = await runCataloger(java, { 'app-9.jar': outer }, undefined, limits);
    expect(own.packages[0]?.details).toEqual({ kind: 'maven', identifiedBy: 'pom', sha1: sha1(outer) });
  });

  it.each<[string, Uint8Array, RegExp, readonly string[]]>([
    ['no archive', Buffer.from('<html>'.repeat(100)), /no zip archive/, []],
    ['cut', jarOf('g:a', '1.0').subarray(0, -10), /breaks off|no zip/, ['g:a 1.0 app/a.jar']],
    [
      'a library that is no archive',
      buildZip([described('g:a', '1.0'), { name: 'lib/x.jar', content: 'x'.repeat(50) }]),
      /"lib\/x\.jar" is not read in full.*no zip archive/,
      ['g:a 1.0 app/a.jar'],
    ],
    [
      'an encrypted library',
      buildZip([described('g:a', '1.0'), { name: 'lib/x.jar', content: jarOf('g:x', '1'), isEncrypted: true }]),
      /encrypted/,
      ['g:a 1.0 app/a.jar'],
    ],
    [
      'a library packed in an unknown way',
      buildZip([described('g:a', '1.0'), { name: 'lib/x.jar', content: jarOf('g:x', '1'), method: 12 }]),
      /method 12/,
      ['g:a 1.0 app/a.jar'],
    ],
    [
      'an entry that is not where the directory says',
      buildZip([described('g:a', '1.0'), { ...described('g:b', '1'), directory: { offset: 3 } }]),
      /g\/b\/pom\.properties" is not read in full/,
      ['g:a 1.0 app/a.jar'],
    ],
    [
      'a name that is too long',
      buildZip([described('g:a', '1.0'), { name: `${'x'.repeat(5000)}.jar`, content: jarOf('g:x', '1') }]),
      /name is too long/,
      ['g:a 1.0 app/a.jar'],
    ],
  ])('%s is a problem, and costs what it must', async (_case, file, message, found) => {
    const result = await list(file, limits);
    expect(result.found).toEqual(found);
    expect(result.problems.map(({ message: text }) => text).join('\n')).toMatch(message);
    expect(
      result.problems.every(({ path, code }) => path === 'app/a.jar' && code === 'catalog/archive-unreadable'),
    ).toBe(true);
  });

  it('names that lead out of the archive are names, and nothing more', async () => {
    const file = buildZip([{ name: '../../etc/x-1.jar', content: jarOf('g:x', '1') }]);
    expect(await list(file, limits)).toEqual({ found: ['g:x 1 app/a.jar:../../etc/x-1.jar'], problems: [] });
  });

  it('archives may lie as deep as the limit says', async () => {
    let file = jarOf('g:deep', '1');
    for (let depth = 0; depth < 5; depth += 1)
      file = buildZip([{ name: 'deep.jar', content: file, stored: depth % 2 === 0 }]);
    expect((await list(file, { ...limits, maxArchiveDepth: 5 })).found).toHaveLength(1);
    const { found, problems } = await list(file, { ...limits, maxArchiveDepth: 4 });
    expect(found).toEqual([]);
    expect(problems[0]?.message).toMatch(/limits\.maxArchiveDepth/);
  });

  it('a description that is too large, and too many entries, are problems that name the limit', async () => {
    const large = { ...described('g:b', '1'), content: `version=1\n${'#'.repeat(5000)}` };
    const one = await list(buildZip([described('g:a', '1'), large]), { ...limits, maxArchiveEntryBytes: 1000 });
    expect(one.found).toEqual(['g:a 1 app/a.jar']);
    expect(one.problems[0]?.message).toMatch(/unpacks to more than/);
    const many = Array.from({ length: 20 }, (_, i) => described(`g:a${i}`, '1'));
    const { found, problems } = await list(buildZip(many), { ...limits, maxArchiveEntries: 10 });
    expect(found.length).toBe(10);
    expect(problems.map(({ code }) => code)).toEqual(['catalog/archive-too-large']);
    expect(problems[0]?.message).toMatch(/limits\.maxArchiveEntries/);
  });
});

describe('bombs', () => {
  const within = async (file: Uint8Array, limits: Partial<Limits> = {}) => {
    const started = cpuTimeMs();
    const result = await list(file, limits);
    expect(cpuTimeMs() - started).toBeLessThan(3000);
    return result;
  };

  it.each(ways)(
    'a library of a gigabyte of nothing, read %s',
    async (_name, limits) => {
      const bomb = buildZip([described('g:a', '1'), { name: 'x.jar', content: Buffer.alloc(200 << 20) }]);
      const { found, problems } = await within(bomb, limits);
      expect(found).toEqual(['g:a 1 app/a.jar']);
      expect(problems.map(({ message }) => message).join()).toMatch(/limits\.archiveGraceBytes/);
    },
    120_000,
  );

  it.each(ways)('five thousand names of the same library, read %s', async (_name, limits) => {
    const inner = buildZip([described('g:inner', '1'), { name: 'fill', content: randomBytes(200_000), stored: true }]);
    const entries: BuiltEntry[] = [{ name: '0.jar', content: inner, stored: true }];
    for (let i = 1; i < 5_000; i += 1) entries.push({ name: `${i}.jar`, content: '', stored: true });
    const lying = entries.map((one, i) => (i === 0 ? one : { ...one, directory: { offset: 0 } }));
    const { found, problems } = await within(buildZip(lying), limits);
    expect(found).toHaveLength(1);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('a library in itself', async () => {
    // The directory calls the file's own first entry an archive whose bytes are the whole file.
    const entry = { name: 'x.jar', content: jarOf('g:a', '1'), stored: true };
    const file = buildZip([entry, { ...entry, name: 'y.jar', directory: { offset: 0 } }, described('g:b', '2')]);
    expect((await within(file)).found).toEqual(['g:b 2 app/a.jar', 'g:a 1 app/a.jar:x.jar app/a.jar:y.jar']);
  });
});

describe('java', () => {
  it('opens archives and nothing else, and takes an empty one for nothing', async () => {
    const { opened, problems } = await runCataloger(java, {
      'a.jar': jarOf('g:a', '1'),
      'b.war': jarOf('g:b', '1'),
      'c.jar.md5': 'x',
      'd.zip': jarOf('g:d', '1'),
      'META-INF/maven/g/a/pom.properties': 'x',
      'empty.jar': '',
    });
    expect(opened).toEqual(['a.jar', 'b.war']);
    expect(problems).toEqual([]);
  });

  it('says of which archives nothing is known, which costs no coverage', async () => {
    const files = {
      'rt.jar': buildZip(classes(2)),
      'all.lpkg': buildZip([
        { name: 'a.jar', content: jarOf('g:a', '1') },
        { name: 'b.jar', content: buildZip([]) },
      ]),
    };
    const { packages, problems } = await runCataloger(java, files);
    expect(packages.map(({ name }) => name)).toEqual(['g:a']);
    expect(problems.map(({ code, message }) => [code, message.match(/"[^"]*"/)?.[0]])).toEqual([
      ['catalog/archive-unidentified', '"rt.jar"'],
      ['catalog/archive-unidentified', '"all.lpkg:b.jar"'],
    ]);
  });

  it('writes purls and licences', async () => {
    const pom = '<project><version>1+2</version><licenses><license><name>MIT</name></license></licenses></project>';
    const { packages } = await runCataloger(java, {
      'x.jar': buildZip([{ name: 'META-INF/maven/g.h/a/pom.xml', content: pom }]),
      'b-1.jar': buildZip([{ name: 'META-INF/MANIFEST.MF', content: 'Bundle-License: ISC\nBundle-Version: 1\n' }]),
    });
    expect(packages.map(({ purl, licenses, ecosystem }) => [purl, licenses, ecosystem])).toEqual([
      ['pkg:maven/g.h/a@1%2B2', ['MIT'], 'maven'],
      ['pkg:maven/b/b@1', ['ISC'], 'maven'],
    ]);
  });

  const damaged = buildZip([
    described('g:a', '1.0'),
    ...classes(2),
    { name: 'lib/b.jar', content: jarOf('g:b', '2'), stored: true },
    { name: 'lib/c.jar', content: jarOf('g:c', '3'), descriptor: 'signed' },
  ]);
  /** The names in the directory of the archive: who could tell that one was another? */
  const names = { start: damaged.lastIndexOf('META-INF/maven/g/a'), end: damaged.length - 22 };

  it.each(ways)('one wrong byte: nothing is lost without a problem, read %s', async (_name, limits) => {
    const positions = Array.from({ length: names.start }, (_, i) => i).filter((at) => at % 11 === 0);
    for (const at of [...positions, ...Array.from({ length: 22 }, (_, i) => names.end + i)]) {
      const bytes = Buffer.from(damaged);
      bytes[at] = 0xff - (bytes[at] ?? 0);
      const { found, problems } = await list(bytes, limits);
      if (problems.length === 0) expect([at, found.length]).toEqual([at, 3]);
    }
  });

  const innerEnd = damaged.indexOf('lib/c.jar') - 30;

  it.each(ways)(
    'one that is cut off right after an archive stored in it is not taken for that one, read %s',
    async (_name, limits) => {
      const { found, problems } = await list(damaged.subarray(0, innerEnd), limits);
      expect(found).toEqual(['g:a 1.0 app/a.jar', 'g:b 2 app/a.jar:lib/b.jar']);
      expect(problems.map(({ code }) => code)).toEqual(['catalog/archive-unreadable']);
    },
  );

  it('whatever bytes are wrong: no failure, and problems name the file', async () => {
    // Where an archive begins with something else and ends with the one stored in it, it is that one, after a start script.
    const changed = fc.nat(damaged.length - 1).filter((at) => at >= 4);
    const change = fc.array(fc.tuple(changed, fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(change, fc.nat(damaged.length), fc.constantFrom(...ways), async (changes, cut, [, limits]) => {
        const bytes = Buffer.from(damaged.subarray(0, cut % 3 === 0 ? cut : damaged.length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const { problems } = await runCataloger(java, { 'a.jar': bytes }, undefined, limits);
        expect(problems.every(({ path }) => path === 'a.jar')).toBe(true);
        if (bytes.length > 0 && bytes.length < damaged.length) expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  it('an archive larger than what may be held is never asked for whole', async () => {
    const size = defaultLimits.maxArchiveBufferedBytes + 1;
    const bytes = buildZip([{ name: 'x', content: Buffer.alloc(size), stored: true }, described('g:a', '1')]);
    const problems: string[] = [];
    const record = await java.catalog(
      {
        path: 'a.jar',
        size: bytes.length,
        mode: 0o644,
        head: bytes.subarray(0, 512),
        bytes: () => Promise.reject(new Error('whole')),
        stream: async function* () {
          for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
        },
      },
      { limits: defaultLimits, signal: new AbortController().signal, problem: (_code, text) => problems.push(text) },
    );
    expect(record.map(({ artifactId }) => artifactId)).toEqual(['a']);
    expect(problems).toEqual([]);
  });
});
