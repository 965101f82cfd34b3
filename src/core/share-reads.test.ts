import { describe, expect, it } from 'vitest';
import { shareReads } from './share-reads.ts';

/** Reads that end when they are told to, each with its number. */
function reads() {
  const begun: { end: () => void; fail: () => void }[] = [];
  const read = shareReads(
    () =>
      new Promise<number>((resolve, reject) => {
        const number = begun.length + 1;
        begun.push({ end: () => resolve(number), fail: () => reject(new Error(`read ${number}`)) });
      }),
  );
  return { read, begun };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('shared reads', () => {
  it('begin at once where none is under way', async () => {
    const { read, begun } = reads();
    for (const number of [1, 2, 3]) {
      const one = read();
      begun[number - 1]?.end();
      expect(await one).toBe(number);
      await settled();
    }
  });

  it('are the next for all who ask while one is under way', async () => {
    const { read, begun } = reads();
    const first = read();
    const others = [read(), read(), read()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await settled();
    expect(begun).toHaveLength(2);
    const later = read();
    begun[1]?.end();
    await settled();
    begun[2]?.end();
    expect(await Promise.all([first, ...others, later])).toEqual([1, 2, 2, 2, 3]);
    expect(begun).toHaveLength(3);
  });

  it('fail for those who asked for them, and for nobody else', async () => {
    const { read, begun } = reads();
    const first = read();
    const others = [read(), read()];
    begun[0]?.fail();
    await expect(first).rejects.toThrow('read 1');
    await settled();
    begun[1]?.fail();
    for (const one of others) await expect(one).rejects.toThrow('read 2');
    await settled();
    const last = read();
    begun[2]?.end();
    expect(await last).toBe(3);
  });
});
