import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage, type LayerPlan } from '#tests/support/build-image.ts';
import { imageContext } from '#tests/support/image-context.ts';
import { openLocalImage } from '#tests/support/open-shared-image.ts';
import { writeOciLayout } from '#tests/support/write-image.ts';
import { openBase } from './base-image.ts';

const layer = (name: string): LayerPlan => ({ files: [{ path: name, content: name }] });

let directory: string;
let layout: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-base-'));
  layout = await writeOciLayout(join(directory, 'layout'), [
    { image: buildImage({ layers: [layer('os')] }), tag: 'base' },
    { image: buildImage({ layers: [layer('os'), layer('app')] }), tag: 'app' },
    { image: buildImage({ layers: [layer('other')] }), tag: 'other' },
  ]);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function baseOf(tag: string, baseReference: string | undefined) {
  const image = await openLocalImage(`oci:${layout}:${tag}`, directory);
  try {
    return await openBase(image, { ...imageContext(), ...(baseReference && { baseReference }) });
  } finally {
    await image.close();
  }
}

describe('openBase', () => {
  it('gives the base, and how many layers are its own', async () => {
    const reference = `oci:${layout}:base`;
    expect(await baseOf('app', reference)).toMatchObject({
      reference: expect.stringContaining('base') as string,
      layers: 1,
    });
  });

  it('gives none where none is named', async () => {
    expect(await baseOf('app', undefined)).toBeUndefined();
  });

  it('refuses an image of other layers', async () => {
    await expect(baseOf('app', `oci:${layout}:other`)).rejects.toMatchObject({ code: 'scan/not-the-base' });
  });
});
