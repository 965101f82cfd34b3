import { describe, expect, it } from 'vitest';
import { asString, type Json } from '#core/json.ts';
import { onlyLayer } from '#tests/support/run-cataloger.ts';
import type { Cataloger, PlacedRecord } from './cataloger.ts';
import { createAssembler } from './create-assembler.ts';

const records: readonly PlacedRecord<Json>[] = ['a', 'b', 'a'].map((record, index) => ({
  path: `p${index}`,
  layer: onlyLayer,
  record,
}));

/** Makes a package of each record, and notes how often it is asked for which. */
function cataloger(more: Partial<Cataloger> = {}) {
  const asked: string[] = [];
  const made: Cataloger = {
    name: 'x',
    version: 1,
    wants: () => true,
    catalog: async () => undefined,
    assemble: (given, context) => {
      asked.push(given.map(({ path }) => path).join(' '));
      for (const { path, record } of given) if (record === 'b') context.problem('catalog/b', path, 'it is b');
      return given.map(({ path, record }) => ({
        purl: `pkg:npm/${String(asString(record))}@1`,
        type: 'npm',
        ecosystem: 'npm',
        name: String(asString(record)),
        version: '1',
        licenses: [],
        paths: [path],
      }));
    },
    ...more,
  };
  return { made, asked };
}

describe('createAssembler', () => {
  it('asks a cataloger about all records each time', () => {
    const { made, asked } = cataloger();
    const assemble = createAssembler(made, undefined);
    assemble(records.slice(0, 1));
    expect(assemble(records).packages).toHaveLength(3);
    expect(asked).toEqual(['p0', 'p0 p1 p2']);
  });

  it('asks about each independent record once, with the same packages and problems', () => {
    const { made, asked } = cataloger({ recordsAreIndependent: true });
    const assemble = createAssembler(made, undefined);
    const first = assemble(records.slice(0, 2));
    const second = assemble(records);
    expect(asked).toEqual(['p0', 'p1', 'p2']);
    expect(second.packages.map(({ name, paths }) => [name, paths])).toEqual([
      ['a', ['p0', 'p2']],
      ['b', ['p1']],
    ]);
    expect(second.packages[1]).toBe(first.packages[1]);
    expect(second.problems.map(({ code, plugIn, path }) => [code, plugIn, path])).toEqual([['catalog/b', 'x', 'p1']]);
  });
});
