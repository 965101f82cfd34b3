import { maxArrayDepth, type PhpArray, type PhpValue } from './php-value.ts';

const { QUOTE, COLON } = { QUOTE: 0x22, COLON: 0x3a };

/**
 * Reads what PHP's `serialize` writes (php.net/manual/en/function.serialize.php) as far as texts, numbers and arrays go; undefined where there
 * is anything else, objects among it. Lengths count bytes, so that bytes are what is read.
 */
export function unserialize(bytes: Uint8Array): PhpValue | undefined {
  const reader = new SerializedReader(bytes);
  return reader.value(0);
}

class SerializedReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  value(depth: number): PhpValue | undefined {
    const kind = this.#bytes.toString('latin1', this.#at, this.#at + 2);
    this.#at += 2;
    switch (kind) {
      case 'N;':
        return null;
      case 'b:':
        return this.#until(';') === '1';
      case 'i:':
      case 'd:': {
        const number = Number(this.#until(';'));
        return Number.isNaN(number) ? undefined : number;
      }
      case 's:':
        return this.#text();
      case 'a:':
        return depth < maxArrayDepth ? this.#array(depth) : undefined;
      default:
        return undefined;
    }
  }

  #text(): string | undefined {
    const length = Number(this.#until(':'));
    const start = this.#at + 1;
    const end = start + length;
    if (!Number.isInteger(length) || length < 0 || end + 1 >= this.#bytes.length) return undefined;
    if (this.#bytes[start - 1] !== QUOTE || this.#bytes[end] !== QUOTE) return undefined;
    this.#at = end + 2;
    return this.#bytes.toString('utf8', start, end);
  }

  #array(depth: number): PhpArray | undefined {
    const count = Number(this.#until(':'));
    this.#at += 1;
    const members = new Map<string, PhpValue>();
    // Each member takes bytes, so that a count that lies ends at the end of them.
    for (let i = 0; i < count; i += 1) {
      const key = this.value(depth + 1);
      const value = this.value(depth + 1);
      if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) return undefined;
      members.set(String(key), value);
    }
    this.#at += 1;
    return members;
  }

  /** What stands before the next `end`, which is near: it follows a number. */
  #until(end: ';' | ':'): string {
    const code = end === ':' ? COLON : end.charCodeAt(0);
    const found = this.#bytes.subarray(this.#at, this.#at + 40).indexOf(code);
    if (found < 0) {
      this.#at = this.#bytes.length;
      return 'none';
    }
    const text = this.#bytes.toString('latin1', this.#at, this.#at + found);
    this.#at += found + 1;
    return text;
  }
}
