/** One way to sign in that a server offers in `WWW-Authenticate`. Names are in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const maxHeaderLength = 16 * 1024;
const whitespace = /[ \t]*/y;
const separators = /[ \t,]*/y;
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
/** `Scheme dG9rZW42OA==`, which is stepped over; `name=value` does not match. */
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;

/**
 * Reads a `WWW-Authenticate` header, several challenges and quoted strings included (RFC 9110, section 11.6.1). One pass,
 * each character looked at a fixed number of times; what follows a syntax error is dropped, what precedes it holds.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const reader = new Reader(header.slice(0, maxHeaderLength));
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (;;) {
    reader.take(separators);
    const name = reader.take(token);
    if (name === undefined) return challenges;
    const gap = reader.take(whitespace) ?? '';
    if (reader.takeText('=')) {
      const value = readValue(reader);
      const current = challenges.at(-1);
      if (current === undefined || value === undefined) return challenges;
      current.parameters[name.toLowerCase()] ??= value;
    } else {
      challenges.push({ scheme: name.toLowerCase(), parameters: Object.create(null) });
      if (gap !== '') reader.take(token68);
    }
  }
}

function readValue(reader: Reader): string | undefined {
  reader.take(whitespace);
  return reader.takeText('"') ? reader.takeQuoted() : reader.take(token);
}

class Reader {
  readonly #text: string;
  position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  takeText(text: string): boolean {
    if (!this.#text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** The rest of a quoted string whose opening quote has been taken; undefined where it has no end. */
  takeQuoted(): string | undefined {
    let value = '';
    while (!this.atEnd()) {
      const character = this.#text[this.position++];
      if (character === '"') return value;
      value += character === '\\' ? (this.#text[this.position++] ?? '') : character;
    }
    return undefined;
  }
}
