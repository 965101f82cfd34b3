import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionScheme } from '#engine/versions/index.ts';
import { signBetween } from './check-scheme.ts';
import { sampleTexts } from './version-texts.ts';

/** A program that answers each line `A<TAB>B` of its input with `<`, `=`, `>`, or `?` where either is no version. */
export interface Reference {
  /** What it needs, for the name of the test: `python3, packaging`. */
  readonly needs: string;
  readonly program: string;
  readonly args: readonly string[];
}

export interface ReferenceTexts {
  /** Texts of which most are versions. */
  readonly versions: fc.Arbitrary<string>;
  /** Texts of any kind, to see that the same ones are taken; left out where the program takes everything. */
  readonly anything?: fc.Arbitrary<string>;
  readonly pairs?: number;
}

/** Path of a script of this folder's `references`. */
export function referenceScript(name: string): string {
  return join(import.meta.dirname, 'references', name);
}

/** Tests that a scheme takes and orders generated texts as the reference does; skipped by name where that does not run. */
export function testAgainst<V>(
  scheme: VersionScheme<V>,
  reference: Reference | undefined,
  texts: ReferenceTexts,
): void {
  const skipped = reference === undefined || !answers(reference);
  describe.skipIf(skipped)(
    `${scheme.name} as the reference has it [needs ${reference?.needs ?? 'its reference'}]`,
    () => {
      const count = texts.pairs ?? 5000;

      it('orders generated versions alike', () => {
        const pairs = pairsOf(sampleTexts(texts.versions, count));
        const signs = pairs.map(([a, b]) => signBetween(scheme, a, b));
        expect(signs.filter((sign) => sign !== '?').length).toBeGreaterThan(count / 2);
        expect(lines(pairs, signs)).toEqual(lines(pairs, ask(reference, pairs)));
      });

      const { anything } = texts;
      if (anything === undefined) return;
      it('takes the same texts', () => {
        const pairs = sampleTexts(anything, count).map((text) => [text, text] as const);
        const signs = pairs.map(([a, b]) => signBetween(scheme, a, b));
        expect(signs).toContain('?');
        expect(lines(pairs, signs)).toEqual(lines(pairs, ask(reference, pairs)));
      });
    },
  );
}

type Pair = readonly [a: string, b: string];

/** Each with one that was generated long before it, and with one made of it that differs in one place. */
function pairsOf(texts: readonly string[]): readonly Pair[] {
  return texts.flatMap((text, index): Pair[] => {
    const at = index % (text.length + 1);
    const other = texts[(index * 7919) % texts.length] ?? '';
    return [
      [text, other],
      [text, `${text.slice(0, at)}${(index * 31) % 12}${text.slice(at)}`],
    ];
  });
}

function lines(pairs: readonly Pair[], signs: readonly string[]): readonly string[] {
  return pairs.map(([a, b], index) => `${a} ${signs[index]} ${b}`);
}

function ask({ program, args }: Reference | undefined = nobody, pairs: readonly Pair[]): readonly string[] {
  const input = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
  return execFileSync(program, [...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 100_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
    .split('\n')
    .slice(0, -1);
}

const nobody: Reference = { needs: '', program: 'false', args: [] };

/** Tells whether the program is there with all that it needs; tool chains are on few machines, so none of them must be. */
function answers(reference: Reference): boolean {
  try {
    return ask(reference, [['1.0.0', '1.0.1']])[0] === '<';
  } catch {
    return false;
  }
}
