import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Of } from '#tests/support/build-image.ts';
import { parseLayerAnalysis } from './parse-layer-analysis.ts';

const good = {
  diffId: sha256Of('tar'),
  catalogers: ['a@1'],
  records: [{ cataloger: 'a', path: 'x', record: null }],
  changes: { whiteouts: [], opaqueDirectories: [], symlinks: [['a', 'b']] },
  problems: [],
};

describe('parseLayerAnalysis', () => {
  it('takes an analysis', () => {
    expect(parseLayerAnalysis(good)).toEqual(good);
  });

  it.each([
    ['no object', null],
    ['no diffId', { ...good, diffId: undefined }],
    ['a diffId that is no digest', { ...good, diffId: 'sha256:x' }],
    ['catalogers that are numbers', { ...good, catalogers: [1] }],
    ['records without a path', { ...good, records: [{ cataloger: 'a', record: 1 }] }],
    ['records without a record', { ...good, records: [{ cataloger: 'a', path: 'x' }] }],
    ['changes that are missing', { ...good, changes: {} }],
    ['links without a target', { ...good, changes: { ...good.changes, symlinks: [['a']] } }],
    ['directories that are no list', { ...good, changes: { ...good.changes, directories: 'x' } }],
    ['problems without a message', { ...good, problems: [{ stage: 'catalog', code: 'x', affectsCoverage: true }] }],
  ])('%s: none', (_name, value) => {
    expect(parseLayerAnalysis(value)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseLayerAnalysis(value)));
  });
});
