import type { SecretFinding } from '#core/secret-finding.ts';
import { maskSecret, type SecretFinder } from './find-secrets.ts';
import { isNamedSecret, namedSecretRule } from './named-secret.ts';

/** A text without its secrets, and what they were. */
export interface MaskedText {
  readonly text: string;
  readonly found: readonly Omit<SecretFinding, 'place'>[];
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly finding: Omit<SecretFinding, 'place'>;
}

/** Takes secrets out of texts. */
export interface TextMasker {
  mask(text: string): MaskedText;
  /** Also sees `NAME=value` and `--name value` in an instruction: `ARG TOKEN=…`, `RUN |1 TOKEN=… /bin/sh -c …`. */
  maskInstruction(text: string): MaskedText;
}

/** Makes a masker that knows the kinds of secrets of `finder`. */
export function textMasker(finder: SecretFinder): TextMasker {
  return {
    mask: (text) => replaceSpans(text, knownKinds(text, finder)),
    maskInstruction: (text) => replaceSpans(text, [...knownKinds(text, finder), ...assignments(text)]),
  };
}

function knownKinds(text: string, finder: SecretFinder): readonly Span[] {
  return finder.find(text).map(({ rule, start, end, masked }) => {
    const { name, title, severity } = rule;
    return { start, end, finding: { rule: name, title, severity, masked } };
  });
}

/** `NAME=value`, or `--name value`: without `=` only an option has a value, "token found" is prose; what
 * begins as an option does is none. All parts have an upper bound. */
const assignment =
  /(?<![A-Za-z0-9_.-])(?:--?(?<option>[A-Za-z][A-Za-z0-9_.-]{1,80})(?:=|[ \t]{1,8}(?![- \t]))|(?<name>[A-Za-z_][A-Za-z0-9_.-]{1,80})=)(?:"(?<double>[^"]{1,2000})"|'(?<single>[^']{1,2000})'|(?<bare>[^\s"';|&]{1,2000}))/g;

/** Values in values that are looked into, as in `--env "OPTIONS=-Dpassword=…"`: so many at one place, so that it takes linear time. */
const maxDepth = 3;

function assignments(text: string): readonly Span[] {
  const spans: Span[] = [];
  assignment.lastIndex = 0;
  let depth = 0;
  let outerEnd = 0;
  for (let match = assignment.exec(text); match !== null; match = assignment.exec(text)) {
    // Java's properties are options too: -Dpassword=….
    const { option, name = option?.replace(/^D(?=[a-z])/, '') ?? '', double, single, bare } = match.groups ?? {};
    const value = double ?? single ?? bare ?? '';
    const start = match.index + match[0].lastIndexOf(value);
    if (match.index >= outerEnd) {
      depth = 0;
      outerEnd = assignment.lastIndex;
    }
    depth += 1;
    if (!isNamedSecret(name, value)) {
      if (depth <= maxDepth) assignment.lastIndex = start;
      continue;
    }
    const { title, severity } = namedSecretRule;
    const masked = maskSecret(value, namedSecretRule);
    spans.push({ start, end: start + value.length, finding: { rule: namedSecretRule.name, title, severity, masked } });
  }
  return spans;
}

/** The earlier span wins where two overlap; of two that start together the longer. */
function replaceSpans(text: string, spans: readonly Span[]): MaskedText {
  const found: MaskedText['found'][number][] = [];
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end, finding } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < position) continue;
    pieces.push(text.slice(position, start), finding.masked);
    found.push(finding);
    position = end;
  }
  pieces.push(text.slice(position));
  return { text: pieces.join(''), found };
}
