import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' };
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' };

/** A licence expression, its identifiers spelt as SPDX spells them. */
export interface SpdxExpression {
  readonly text: string;
  /** True where it is one identifier and nothing else, `MIT`. */
  readonly isIdentifier: boolean;
}

const maxLength = 4096;
const maxDepth = 32;

const spelling = (ids: readonly string[]) => new Map(ids.map((id) => [id.toLowerCase(), id]));
const licenses = spelling([...licenseIds, ...deprecatedIds]);
const exceptions = spelling(exceptionIds);

/**
 * Reads an SPDX licence expression (spdx.github.io/spdx-spec, annex "SPDX license expressions"), in capitals or not; undefined where the text
 * is none, or names a licence that is not on SPDX's list.
 */
export function parseSpdxExpression(text: string): SpdxExpression | undefined {
  if (text.length > maxLength) return undefined;
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  const written = new ExpressionReader(words).read();
  return written === undefined ? undefined : { text: written, isIdentifier: licenses.has(written.toLowerCase()) };
}

/** Reads `simple (WITH exception)`, joined by AND and OR, with parentheses; each method gives undefined where its part is missing. */
class ExpressionReader {
  private readonly words: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  read(): string | undefined {
    const text = this.joined();
    return this.at === this.words.length ? text : undefined;
  }

  private joined(): string | undefined {
    let text = this.operand();
    for (let word = this.operator(); word !== undefined && text !== undefined; word = this.operator()) {
      this.at += 1;
      const right = this.operand();
      text = right === undefined ? undefined : `${text} ${word} ${right}`;
    }
    return text;
  }

  private operator(): string | undefined {
    const word = this.words[this.at]?.toUpperCase();
    return word === 'AND' || word === 'OR' ? word : undefined;
  }

  private operand(): string | undefined {
    if (this.words[this.at] !== '(') return this.simple();
    this.depth += 1;
    if (this.depth > maxDepth) return undefined;
    this.at += 1;
    const inner = this.joined();
    if (inner === undefined || this.words[this.at] !== ')') return undefined;
    this.at += 1;
    this.depth -= 1;
    return `(${inner})`;
  }

  private simple(): string | undefined {
    const license = licenseOf(this.words[this.at] ?? '');
    if (license === undefined) return undefined;
    this.at += 1;
    if (this.words[this.at]?.toUpperCase() !== 'WITH') return license;
    const exception = exceptions.get(this.words[this.at + 1]?.toLowerCase() ?? '');
    this.at += 2;
    return exception === undefined ? undefined : `${license} WITH ${exception}`;
  }
}

function licenseOf(word: string): string | undefined {
  if (/^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(word)) return word;
  const listed = licenses.get(word.toLowerCase());
  if (listed !== undefined || !word.endsWith('+')) return listed;
  const orLater = licenses.get(word.slice(0, -1).toLowerCase());
  return orLater === undefined ? undefined : `${orLater}+`;
}
