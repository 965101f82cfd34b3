import { maxArrayDepth, type PhpArray, type PhpValue } from './php-value.ts';

/**
 * Reads a PHP file that returns an array of literals, as Composer writes them with `var_export`: `<?php return array('a' => 1, …);`. Nothing is
 * evaluated; `__DIR__ . 'x'` is the text `x`. Undefined where there is anything else.
 */
export function parsePhpArray(text: string): PhpArray | undefined {
  const start = /^\s*<\?php\s+return\s+/.exec(text.slice(0, 1000));
  if (start === null) return undefined;
  const reader = new LiteralReader(text, start[0].length);
  const value = reader.value(0);
  return value instanceof Map ? value : undefined;
}

const blanks = /\s*/y;
const special = /[\\']/g;
const word = /[A-Za-z_]\w*|-?\d[\d.]*|=>/y;

interface Token {
  readonly text?: string;
  readonly word?: string;
  readonly mark?: string;
}

class LiteralReader {
  readonly #source: string;
  #at: number;
  #token: Token;

  constructor(source: string, at: number) {
    this.#source = source;
    this.#at = at;
    this.#token = this.#read();
  }

  value(depth: number): PhpValue | undefined {
    const { text, word, mark } = this.#take();
    if (text !== undefined) return text;
    if (mark === '[') return depth < maxArrayDepth ? this.#array(']', depth) : undefined;
    switch (word?.toLowerCase()) {
      case undefined:
        return undefined;
      case 'array':
        return this.#take().mark === '(' && depth < maxArrayDepth ? this.#array(')', depth) : undefined;
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case '__dir__':
        return this.#token.mark === '.' ? this.#joined() : '';
      default: {
        const number = Number(word);
        return Number.isNaN(number) ? undefined : number;
      }
    }
  }

  #joined(): string | undefined {
    this.#take();
    return this.#take().text;
  }

  #array(end: string, depth: number): PhpArray | undefined {
    const members = new Map<string, PhpValue>();
    for (let index = 0; this.#token.mark !== end; index += 1) {
      const first = this.value(depth + 1);
      const hasKey = this.#token.mark === '=>';
      if (hasKey) this.#take();
      const value = hasKey ? this.value(depth + 1) : first;
      const key = hasKey ? first : index;
      if (value === undefined || key === undefined || typeof key === 'object') return undefined;
      members.set(String(key), value);
      if (this.#token.mark === ',') this.#take();
      else if (this.#token.mark !== end) return undefined;
    }
    this.#take();
    return members;
  }

  #take(): Token {
    const taken = this.#token;
    this.#token = this.#read();
    return taken;
  }

  #read(): Token {
    blanks.lastIndex = this.#at;
    blanks.exec(this.#source);
    this.#at = blanks.lastIndex;
    const first = this.#source[this.#at];
    if (first === undefined) return {};
    if (first === "'") return this.#text();
    word.lastIndex = this.#at;
    const found = word.exec(this.#source)?.[0] ?? first;
    this.#at += found.length;
    return found === '=>' || found.length === 1 ? { mark: found, word: found } : { word: found };
  }

  #text(): Token {
    let text = '';
    for (let from = this.#at + 1; ; ) {
      special.lastIndex = from;
      const at = special.exec(this.#source)?.index;
      if (at === undefined) {
        this.#at = this.#source.length;
        return {};
      }
      text += this.#source.slice(from, at);
      if (this.#source[at] === "'") {
        this.#at = at + 1;
        return { text };
      }
      // Of a backslash and what follows, only a quotation mark and another backslash mean something else than themselves.
      const escaped = this.#source[at + 1] ?? '';
      text += escaped === "'" || escaped === '\\' ? escaped : `\\${escaped}`;
      from = at + 2;
    }
  }
}
