import { describe, expect, it } from 'vitest';
import type { LayerFile } from '#engine/image/index.ts';
import { readTogether } from './read-together.ts';

/** Nothing is held, so that all is read in step. */
const limits = { maxFileBytes: 1000, heldBytes: 0 };

function fileOf(chunks: readonly string[], size = chunks.join('').length) {
  const seen = { given: 0, closed: false };
  const file: LayerFile = {
    path: 'usr/bin/x',
    size,
    mode: 0o755,
    head: Buffer.from(chunks.join('').slice(0, 4)),
    bytes: async () => Buffer.from(chunks.join('')),
    stream: async function* () {
      // One buffer for all chunks: whoever keeps a chunk instead of its bytes sees it change.
      const buffer = Buffer.alloc(16);
      try {
        for (const chunk of chunks) {
          buffer.fill(0).write(chunk);
          seen.given += 1;
          yield buffer.subarray(0, chunk.length);
        }
      } finally {
        seen.closed = true;
      }
    },
  };
  return { file, seen };
}

const collect =
  (into: string[], most = Number.POSITIVE_INFINITY) =>
  async (file: LayerFile) => {
    let count = 0;
    for await (const chunk of file.stream()) {
      await Promise.resolve();
      into.push(Buffer.from(chunk).toString());
      count += 1;
      if (count >= most) break;
    }
  };

describe('a file that is held', () => {
  const held = { maxFileBytes: 1000 };

  it('is given to all in one piece', async () => {
    const { file } = fileOf(['ab', 'cd']);
    const whole = Buffer.from('abcd');
    const kept: LayerFile = { ...file, bytes: async () => whole };
    const [a, b]: [string[], string[]] = [[], []];
    const copies: Uint8Array[] = [];
    const reader = async (one: LayerFile) => void copies.push(await one.bytes());
    await readTogether(kept, [collect(a), collect(b), reader], held);
    expect([a, b, copies.map((copy) => copy === whole)]).toEqual([['abcd'], ['abcd'], [true]]);
  });

  it('is not read where nobody does', async () => {
    const { file, seen } = fileOf(['ab']);
    const unread: LayerFile = { ...file, bytes: () => Promise.reject(new Error('it was read')) };
    await readTogether(unread, [async () => undefined, async () => undefined], held);
    expect(seen.given).toBe(0);
  });

  it('a reader that fails costs the others nothing, and its error comes out', async () => {
    const { file } = fileOf(['ab', 'cd']);
    const a: string[] = [];
    const failing = () => Promise.reject(new Error('it broke'));
    await expect(readTogether(file, [failing, collect(a)], held)).rejects.toThrow('it broke');
    expect(a).toEqual(['abcd']);
  });
});

describe('a larger file', () => {
  it('gives each chunk to all, once', async () => {
    const { file, seen } = fileOf(['ab', 'cd', 'ef']);
    const [a, b]: [string[], string[]] = [[], []];
    await readTogether(file, [collect(a), collect(b)], limits);
    expect([a, b, seen]).toEqual([['ab', 'cd', 'ef'], ['ab', 'cd', 'ef'], { given: 3, closed: true }]);
  });

  it('goes on for those who are left, and stops when nobody is', async () => {
    const { file, seen } = fileOf(['ab', 'cd', 'ef', 'gh']);
    const [a, b]: [string[], string[]] = [[], []];
    await readTogether(file, [collect(a, 1), collect(b, 2), async () => undefined], limits);
    expect([a, b, seen]).toEqual([['ab'], ['ab', 'cd'], { given: 2, closed: true }]);
  });

  it('waits for who comes late', async () => {
    const { file } = fileOf(['ab', 'cd']);
    const [a, b]: [string[], string[]] = [[], []];
    const late = async (one: LayerFile) => {
      await new Promise((resolve) => setImmediate(resolve));
      await collect(b)(one);
    };
    await readTogether(file, [collect(a), late], limits);
    expect(b).toEqual(a);
  });

  it('gives one copy to all who want the bytes, beside a stream', async () => {
    const { file, seen } = fileOf(['ab', 'cd']);
    const streamed: string[] = [];
    const copies: Uint8Array[] = [];
    const whole = async (one: LayerFile) => void copies.push(await one.bytes());
    await readTogether(file, [whole, collect(streamed), whole], limits);
    expect(copies[0]).toBe(copies[1]);
    expect([Buffer.from(copies[0] ?? []).toString(), streamed.join(''), seen.given]).toEqual(['abcd', 'abcd', 2]);
  });

  it('reads nothing where nobody does', async () => {
    const { file, seen } = fileOf(['ab']);
    await readTogether(file, [async () => undefined, async () => undefined], limits);
    expect(seen.given).toBe(0);
  });

  it('a reader that fails costs the others nothing, and its error comes out', async () => {
    const { file } = fileOf(['ab', 'cd']);
    const a: string[] = [];
    const failing = () => Promise.reject(new Error('it broke'));
    await expect(readTogether(file, [failing, collect(a)], limits)).rejects.toThrow('it broke');
    expect(a).toEqual(['ab', 'cd']);
  });

  it('a stream that breaks off breaks off for all', async () => {
    const { file } = fileOf(['ab', 'cd']);
    const broken: LayerFile = {
      ...file,
      stream: async function* () {
        yield Buffer.from('ab');
        throw new Error('truncated');
      },
    };
    const errors: unknown[] = [];
    const reader = (one: LayerFile) => collect([])(one).catch((error: unknown) => void errors.push(error));
    await readTogether(broken, [reader, reader], limits);
    expect(errors.map(String)).toEqual(['Error: truncated', 'Error: truncated']);
  });

  it('a file too large for its bytes can still be streamed', async () => {
    const { file } = fileOf(['ab', 'cd'], 1001);
    const a: string[] = [];
    const whole = async (one: LayerFile) => void (await one.bytes());
    await expect(readTogether(file, [whole, collect(a)], limits)).rejects.toThrow('limits.maxFileBytes (1000)');
    expect(a).toEqual(['ab', 'cd']);
  });

  it('can be read once by each', async () => {
    const { file } = fileOf(['ab']);
    const twice = async (one: LayerFile) => {
      await collect([])(one);
      await collect([])(one);
    };
    await expect(readTogether(file, [twice, collect([])], limits)).rejects.toThrow('can be read once');
  });
});
