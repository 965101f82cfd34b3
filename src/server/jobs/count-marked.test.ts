import { describe, expect, it } from 'vitest';
import { settle } from './count-marked.ts';

interface Marked {
  readonly packages: number;
  readonly sets: number;
  /** Images are marked when their sets are counted. */
  readonly images: number;
  /** What somebody else marks whenever anything is counted. */
  readonly more?: number;
}

/** A store in which so much is marked, and what is done in it. */
function storeWith({ packages, sets, images, more = 0 }: Marked) {
  const left = { packages, sets, images: 0 };
  const done: string[] = [];
  const matching = {
    left: async (atMost: number) => Math.min(atMost, left.packages + left.sets + left.images),
    rateMarked: async (atOnce: number) => {
      const rated = Math.min(atOnce, left.packages);
      left.packages -= rated;
      left.sets += rated;
      if (rated > 0) done.push(`rated ${rated}`);
      return rated;
    },
    count: async (atOnce: number) => {
      const of = left.sets > 0 ? 'sets' : 'images';
      const counted = Math.min(atOnce, left[of]);
      left[of] -= counted;
      if (of === 'sets') left.images += images;
      left.sets += more;
      done.push(`counted ${counted} ${of}`);
      return counted > 0;
    },
  };
  return { done, store: { matching } as unknown as Parameters<typeof settle>[0] };
}

describe('settle', () => {
  it.each<[string, Marked, readonly string[]]>([
    ['does nothing where nothing is marked', { packages: 0, sets: 0, images: 0 }, []],
    [
      'rates and counts what is little, while somebody waits',
      { packages: 2, sets: 1, images: 4 },
      ['rated 2', 'counted 3 sets', 'counted 4 images'],
    ],
    ['leaves many sets to the job', { packages: 0, sets: 501, images: 0 }, ['job']],
    [
      'leaves many images to the job, once it is known that they are',
      { packages: 0, sets: 1, images: 501 },
      ['counted 1 sets', 'job'],
    ],
    ['leaves many ratings to the job', { packages: 501, sets: 0, images: 0 }, ['job']],
    [
      'does not go on for ever where others change something all the time',
      { packages: 0, sets: 1, images: 0, more: 1 },
      [...Array.from({ length: 4 }, () => 'counted 1 sets'), 'job'],
    ],
  ])('%s', async (_, marked, expected) => {
    const { store, done } = storeWith(marked);
    await settle(store, { add: async (jobs) => void done.push(...jobs.map(() => 'job')) });
    expect(done).toEqual(expected);
  });
});
