import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { missing } from '#tests/support/requirements.ts';
import { parsePhpArray } from './parse-php-array.ts';
import type { PhpValue } from './php-value.ts';
import { unserialize } from './unserialize.ts';

/** Maps as objects, so that they can be compared. */
function plain(value: PhpValue | undefined): unknown {
  return value instanceof Map ? Object.fromEntries([...value].map(([key, one]) => [key, plain(one)])) : value;
}
const exported = (text: string) => plain(parsePhpArray(`<?php return ${text};`));
const serialized = (text: string) => plain(unserialize(Buffer.from(text)));

describe('parsePhpArray', () => {
  it.each<[string, unknown]>([
    ["array('a' => 'b', 'c' => 1.5)", { a: 'b', c: 1.5 }],
    ["array (\n  'a' => \n  array (\n    0 => 'x',\n  ),\n)", { a: { 0: 'x' } }],
    ["['a', 'b' => [true, FALSE, NULL]]", { 0: 'a', b: { 0: true, 1: false, 2: null } }],
    ["array('it\\'s' => 'a\\\\b\\n')", { "it's": 'a\\b\\n' }],
    ["array('p' => __DIR__ . '/../x', 'q' => __DIR__)", { p: '/../x', q: '' }],
    ["array(-1 => 'a')", { '-1': 'a' }],
    ['array()', {}],
    ["array('a' => strlen('x'))", undefined],
    ["array('a' => 'b'", undefined],
    ["array('a' => 'b", undefined],
    ["array('a' 'b')", undefined],
    ["array('a' => )", undefined],
    ['array(array() => 1)', undefined],
    ["'text'", undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(exported(text)).toEqual(expected);
  });

  it('only of a file that returns it', () => {
    expect(parsePhpArray("<?php $x = array('a' => 1);")).toBeUndefined();
  });
});

describe('unserialize', () => {
  it.each<[string, unknown]>([
    ['s:1:"a";', 'a'],
    ['a:2:{s:1:"a";i:5;i:0;d:-1.5;}', { a: 5, 0: -1.5 }],
    ['a:1:{s:2:"é";b:1;}', { é: true }],
    ['a:1:{s:1:"n";N;}', { n: null }],
    ['s:7:"a";b:"c";', 'a";b:"c'],
    ['s:3:"a";', undefined],
    ['s:-1:"a";', undefined],
    ['s:999999999999:"a";', undefined],
    ['a:1000000000:{', undefined],
    ['a:1:{N;i:1;}', undefined],
    ['O:8:"stdClass":0:{}', undefined],
    ['i:x;', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(serialized(text)).toEqual(expected);
  });
});

describe('any text', () => {
  const bits = ['array(', '[', ']', ')', "'a'", "'", '=>', ',', '1', '\\', 'a:1:{', 's:1:"a";', 'i:1;', '}', '"', ';'];
  it('is read to its end, however deep and damaged', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits)), (parts) => {
        for (const read of [exported, serialized]) expect(() => read(parts.join(''))).not.toThrow();
      }),
    );
    const started = cpuTimeMs();
    for (const bit of bits) {
      exported(bit.repeat(60_000));
      serialized(bit.repeat(60_000));
      exported(`array(${`${bit},`.repeat(60_000)})`);
    }
    expect(exported(`['${'\\\\'.repeat(500_000)}']`)).toEqual({ 0: '\\'.repeat(500_000) });
    expect(cpuTimeMs() - started).toBeLessThan(4000);
  });
});

describe.skipIf(missing('php', { optional: true }))('as PHP writes them [needs php]', () => {
  it('values of every kind', () => {
    const values = fc.letrec<{ value: unknown; members: unknown }>((tie) => ({
      value: fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null), tie('members')),
      members: fc.dictionary(fc.stringMatching(/^[a-z'"\\]{1,5}$/), tie('value'), { maxKeys: 4 }),
    })).members;
    const samples = fc.sample(values, { numRuns: 40, seed: 1 });
    const program =
      'foreach (json_decode(stream_get_contents(STDIN), true) as $v) echo json_encode([serialize($v), "<?php return " . var_export($v, true) . ";"]), "\\n";';
    const output = execFileSync('php', ['-r', program], { input: JSON.stringify(samples), encoding: 'utf8' });
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as [string, string]);
    expect(lines).toHaveLength(40);
    for (const [index, [written, source]] of lines.entries()) {
      expect(serialized(written)).toEqual(samples[index]);
      // What var_export joins of two texts, as it does around a NUL, Composer never writes.
      if (!source.includes('"\\0"')) expect(plain(parsePhpArray(source))).toEqual(samples[index]);
    }
  });
});
