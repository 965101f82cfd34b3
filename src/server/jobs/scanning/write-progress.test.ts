import { describe, expect, it } from 'vitest';
import { createProgressWriter } from './write-progress.ts';

describe('the progress of a scan', () => {
  it('is summed up over its layers', async () => {
    const rows: unknown[] = [];
    const progress = createProgressWriter(async (row) => void rows.push(row));
    const [a, b] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as never[];
    progress.update({ kind: 'layers', total: 3, cached: 1, bytes: 100 });
    if (a !== undefined) progress.update({ kind: 'layer-bytes', layer: a, bytes: 10, size: 50 });
    if (b !== undefined) progress.update({ kind: 'layer-bytes', layer: b, bytes: 5, size: 50 });
    await progress.flush();
    expect(rows.at(-1)).toEqual({ phase: 'reading', bytes: 15, totalBytes: 100, layers: 3, cachedLayers: 1 });
    progress.update({ kind: 'cataloging' });
    await progress.end();
    expect(rows.at(-1)).toMatchObject({ phase: 'cataloging', bytes: 100 });
  });

  it('that cannot be written does not end the scan', async () => {
    const progress = createProgressWriter(() => Promise.reject(new Error('database gone')));
    progress.update({ kind: 'cataloging' });
    await expect(progress.end()).resolves.toBeUndefined();
  });
});
