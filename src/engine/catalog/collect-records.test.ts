import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#core/limits.ts';
import { ImageError, type LayerFile } from '#engine/image/index.ts';
import type { FileReader } from './cataloger.ts';
import { collectRecords } from './collect-records.ts';

const signal = new AbortController().signal;

function file(path: string, content = 'content'): LayerFile & { reads: number } {
  const made = {
    path,
    size: content.length,
    mode: 0o644,
    head: Buffer.from(content),
    reads: 0,
    bytes: async () => {
      made.reads += 1;
      return Buffer.from(content);
    },
    stream: async function* () {
      yield await made.bytes();
    },
  };
  return made;
}

const reader = (name: string, more: Partial<FileReader> = {}): FileReader => ({
  name,
  version: 1,
  wants: () => true,
  catalog: async (one) => Buffer.from(await one.bytes()).toString(),
  ...more,
});

describe('collectRecords', () => {
  it('asks every reader, and shows a file to those that want it only', async () => {
    const collector = collectRecords(
      [reader('a', { wants: (path) => path === 'x' }), reader('b', { wants: (_path, size) => size > 3 })],
      { limits: defaultLimits, signal },
    );
    expect(['x', 'y'].map((path) => collector.visitor.wants(path, 1))).toEqual([true, false]);
    await collector.visitor.visit(file('x', 'ab'));
    await collector.visitor.visit(file('y', 'abcd'));
    expect(collector.records()).toEqual([
      { cataloger: 'a', path: 'x', record: 'ab' },
      { cataloger: 'b', path: 'y', record: 'abcd' },
    ]);
    expect(collector.isLasting()).toBe(true);
  });

  it('reads a file that two want once', async () => {
    const collector = collectRecords([reader('a'), reader('b')], { limits: defaultLimits, signal });
    const one = file('x');
    await collector.visitor.visit(one);
    expect([one.reads, collector.records().length]).toEqual([1, 2]);
  });

  it('keeps the later of a path that comes twice, and the path alone of a file that gave nothing', async () => {
    const collector = collectRecords([reader('a', { catalog: async (one) => (one.size > 3 ? 'long' : undefined) })], {
      limits: defaultLimits,
      signal,
    });
    await collector.visitor.visit(file('x', 'abcd'));
    await collector.visitor.visit(file('x', 'ab'));
    expect([collector.records(), collector.unrecognised()]).toEqual([[], ['x']]);
  });

  it('a file that gave something to one reader is not among those that gave nothing', async () => {
    const collector = collectRecords([reader('a'), reader('b', { catalog: async () => undefined })], {
      limits: defaultLimits,
      signal,
    });
    await collector.visitor.visit(file('x', 'ab'));
    expect([collector.records(), collector.unrecognised()]).toEqual([
      [{ cataloger: 'a', path: 'x', record: 'ab' }],
      [],
    ]);
  });

  it.each([
    ['throws', new Error('it broke'), 'catalog/cataloger-failed'],
    ['rejects with nothing', undefined, 'catalog/cataloger-failed'],
    ['meets a file that is too large', new ImageError('image/file-too-large', 'too large'), 'image/file-too-large'],
  ])('a reader that %s costs one file, and is named', async (_name, error, code) => {
    const failing = reader('bad', { catalog: () => Promise.reject(error) });
    const collector = collectRecords([failing, reader('good')], { limits: defaultLimits, signal });
    await collector.visitor.visit(file('x'));
    await collector.visitor.visit(file('y'));
    expect(
      collector.problems().map((problem) => [problem.code, problem.plugIn, problem.path, problem.affectsCoverage]),
    ).toEqual([
      [code, 'bad', 'x', true],
      [code, 'bad', 'y', true],
    ]);
    expect(collector.records().filter(({ cataloger }) => cataloger === 'good')).toHaveLength(2);
    expect(collector.isLasting()).toBe(false);
  });

  it('lets an abort through', async () => {
    const stop = new AbortController();
    const collector = collectRecords(
      [
        reader('a', {
          catalog: async () => {
            stop.abort(new Error('stopped'));
            throw new Error('because of it');
          },
        }),
      ],
      { limits: defaultLimits, signal: stop.signal },
    );
    await expect(collector.visitor.visit(file('x'))).rejects.toThrow('stopped');
  });

  it('stops keeping records at the limit, and says so once', async () => {
    const collector = collectRecords([reader('a')], { limits: { ...defaultLimits, maxLayerRecordBytes: 100 }, signal });
    for (const path of ['x', 'y', 'z']) await collector.visitor.visit(file(path, 'c'.repeat(60)));
    expect(collector.records().map(({ path }) => path)).toEqual(['x']);
    expect(collector.problems().map(({ code, path }) => [code, path])).toEqual([['catalog/too-many-records', 'y']]);
    expect(collector.problems()[0]?.message).toContain('limits.maxLayerRecordBytes');
    expect(collector.isLasting()).toBe(false);
  });

  it('keeps ten problems of a file and counts the rest', async () => {
    const noisy = reader('a', {
      catalog: async (_file, context) => {
        for (let index = 0; index < 5000; index += 1) context.problem('catalog/x', `problem ${index}`);
        return undefined;
      },
    });
    const collector = collectRecords([noisy], { limits: defaultLimits, signal });
    await collector.visitor.visit(file('x'));
    expect(collector.problems()).toHaveLength(11);
    expect(collector.problems().at(-1)?.message).toContain('4990');
    expect(collector.records()).toEqual([{ cataloger: 'a', path: 'x', record: null }]);
    expect(collector.isLasting()).toBe(true);
  });
});
