import type { SecretRule } from './secret-rule.ts';
import { secretRules } from './secret-rules.ts';

/** A secret in a text. `start` and `end` bound its value, as UTF-16 offsets. */
export interface FoundSecret {
  readonly rule: SecretRule;
  readonly start: number;
  readonly end: number;
  /** What may be shown of it. */
  readonly masked: string;
}

/** Looks through texts for secrets. */
export interface SecretFinder {
  /** In the order of their places, none overlapping another; at most `maxFound`. Linear in the length of `text`. */
  find(text: string, maxFound?: number): readonly FoundSecret[];
}

const defaultMaxFound = 100;

/** Makes a finder for some rules. One search for all their literals comes first, since next to no text has any. */
export function createSecretFinder(rules: readonly SecretRule[] = secretRules): SecretFinder {
  const byLiteral = Map.groupBy(
    rules.flatMap((rule) => rule.literals.map((literal) => ({ literal, rule }))),
    ({ literal }) => literal,
  );
  // The longest first: of two literals that start alike, the longer is the more definite.
  const literals = [...byLiteral.keys()].sort((a, b) => b.length - a.length);
  const anyLiteral = new RegExp(literals.map(escapePattern).join('|'), 'g');
  return {
    find: (text, maxFound = defaultMaxFound) => {
      const found: FoundSecret[] = [];
      anyLiteral.lastIndex = 0;
      for (let hit = anyLiteral.exec(text); hit !== null && found.length < maxFound; hit = anyLiteral.exec(text)) {
        const secret = firstMatch(text, hit.index, byLiteral.get(hit[0]) ?? []);
        if (secret === undefined) continue;
        const before = found.at(-1);
        if (before !== undefined && secret.start < before.end) found.pop();
        found.push(secret);
        if (secret.rule.generic !== true) anyLiteral.lastIndex = Math.max(secret.end, anyLiteral.lastIndex);
      }
      return found;
    },
  };
}

function firstMatch(
  text: string,
  index: number,
  candidates: readonly { readonly rule: SecretRule }[],
): FoundSecret | undefined {
  for (const { rule } of candidates) {
    if (rule.anywhere !== true && index > 0 && /[A-Za-z0-9_-]/.test(text.charAt(index - 1))) continue;
    rule.pattern.lastIndex = index;
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const value = match.groups?.value ?? match[0];
    if (isPlaceholder(value) || entropyOf(value) < (rule.minEntropy ?? 0)) continue;
    const start = index + (match.groups?.value === undefined ? 0 : match[0].lastIndexOf(value));
    return { rule, start, end: start + value.length, masked: maskSecret(value, rule) };
  }
  return undefined;
}

/** Shorter ones do not tell their length, which would help to guess them. */
const minTellingLength = 16;

/** What may be shown of a secret: the fixed start by which its kind is known, and its length. */
export function maskSecret(value: string, rule: Pick<SecretRule, 'literals'>): string {
  const prefix = rule.literals.find((literal) => value.startsWith(literal)) ?? '';
  return value.length < minTellingLength ? `${prefix}…(masked)` : `${prefix}…(${value.length} characters)`;
}

/** Bits of Shannon entropy per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}

const placeholders = /example|changeme|change_me|placeholder|redacted|your[_-]|xxxx|\*\*\*|\.\.\.\.|dummy|<[a-z]/i;

/** Values that documentation and templates put where a secret goes. */
export function isPlaceholder(value: string): boolean {
  return placeholders.test(value.slice(0, 4096)) || value.startsWith('${') || value.startsWith('{{');
}

function escapePattern(literal: string): string {
  return literal.replaceAll(/[.+*?()[\]{}|\\^$/-]/g, '\\$&');
}
