import { FeedFault } from './feed-fault.ts';

/** A value cut out of a large JSON text: the keys that the pattern left open, and its own text or why it is not kept. */
export type JsonMember =
  | { readonly keys: readonly string[]; readonly text: string }
  | { readonly keys: readonly string[]; readonly fault: string };

export interface SplitterLimits {
  readonly maxMemberBytes: number;
}

interface Container {
  readonly isArray: boolean;
  key: string | undefined;
  index: number;
}

const maxDepth = 100;
const maxKeyBytes = 4096;
const byte = {
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  colon: 0x3a,
  openArray: 0x5b,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Cuts the values at one place out of a JSON text (RFC 8259) that comes in pieces and is too large to parse whole. The place is a
 * pattern of keys in which `*` stands for any key or index: `['vulnerabilities', '*']`. Everything else is skipped unread. It
 * keeps track of brackets and texts only; what is cut out is for `JSON.parse` to judge. Throws a {@link FeedFault} where the
 * text as a whole is no JSON.
 */
export class JsonSplitter {
  readonly #pattern: readonly string[];
  readonly #limits: SplitterLimits;
  readonly #open: Container[] = [];
  #found: JsonMember[] = [];
  #value: ValueReader | undefined;
  #keyBytes: number[] | undefined;
  #keyEscaped = false;
  #reached = false;
  #ended = false;

  constructor(pattern: readonly string[], limits: SplitterLimits) {
    this.#pattern = pattern;
    this.#limits = limits;
  }

  /** Takes the next piece and gives the members that end in it. */
  push(chunk: Buffer): readonly JsonMember[] {
    this.#found = [];
    for (let at = 0; at < chunk.length; ) at = this.#step(chunk, at);
    return this.#found;
  }

  /** Says that the text is over. */
  end(): void {
    if (!this.#ended)
      throw new FeedFault(this.#open.length === 0 && !this.#reached ? 'is not JSON' : 'ends in the middle');
    if (!this.#reached) throw new FeedFault(`has no "${this.#pattern.filter((key) => key !== '*').join('.')}"`);
  }

  #step(chunk: Buffer, at: number): number {
    if (this.#value !== undefined) return this.#readValue(this.#value, chunk, at);
    const code = chunk[at] ?? 0;
    if (this.#keyBytes !== undefined) return this.#readKey(this.#keyBytes, code, at);
    if (isSpace(code) || (this.#isBeforeAll && byteOrderMark.includes(code))) return at + 1;
    if (this.#ended) throw new FeedFault('goes on after its end');
    const container = this.#open.at(-1);
    if (container === undefined) return this.#begin(code, at);
    if (code === (container.isArray ? byte.closeArray : byte.closeObject)) this.#close();
    else if (code === byte.comma) this.#next(container);
    else if (code === byte.colon && !container.isArray && container.key !== undefined) return at + 1;
    else if (!container.isArray && container.key === undefined && code === byte.quote) this.#keyBytes = [];
    else return this.#beginValue(container, code, at);
    return at + 1;
  }

  get #isBeforeAll(): boolean {
    return this.#open.length === 0 && !this.#ended;
  }

  #begin(code: number, at: number): number {
    if (code !== byte.openObject && code !== byte.openArray) throw new FeedFault('is not JSON');
    this.#enter(code);
    return at + 1;
  }

  #enter(code: number): void {
    this.#open.push({ isArray: code === byte.openArray, key: undefined, index: 0 });
    if (this.#pattern[this.#open.length - 1] === '*') this.#reached = true;
  }

  #close(): void {
    this.#open.pop();
    this.#ended = this.#open.length === 0;
  }

  #next(container: Container): void {
    container.index += 1;
    container.key = undefined;
  }

  #readKey(bytes: number[], code: number, at: number): number {
    if (code === byte.quote && !this.#keyEscaped) {
      const container = this.#open.at(-1);
      if (container !== undefined) container.key = readText(Buffer.from(bytes));
      this.#keyBytes = undefined;
      return at + 1;
    }
    this.#keyEscaped = code === byte.backslash && !this.#keyEscaped;
    bytes.push(code);
    if (bytes.length > maxKeyBytes) throw new FeedFault(`has a key of more than ${maxKeyBytes} bytes`);
    return at + 1;
  }

  #beginValue(container: Container, code: number, at: number): number {
    if (!container.isArray && container.key === undefined) throw new FeedFault('is not JSON: a key is missing');
    if (isStray(code)) throw new FeedFault('is not JSON: its brackets do not match');
    const depth = this.#open.length;
    const wanted = this.#pattern[depth - 1];
    const isWanted = wanted === '*' || (!container.isArray && wanted === container.key);
    const isContainer = code === byte.openObject || code === byte.openArray;
    if (isWanted && depth < this.#pattern.length && isContainer) {
      this.#enter(code);
      return at + 1;
    }
    const keep = isWanted && depth === this.#pattern.length;
    if (isWanted && wanted === '*' && !keep) this.#found.push({ keys: this.#keys(), fault: 'holds no records' });
    this.#value = new ValueReader(keep ? this.#limits.maxMemberBytes : 0);
    return at;
  }

  #readValue(value: ValueReader, chunk: Buffer, at: number): number {
    const end = value.read(chunk, at);
    if (!value.isOver) return end;
    this.#value = undefined;
    if (value.keeps) this.#found.push({ keys: this.#keys(), ...value.result() });
    return end;
  }

  #keys(): readonly string[] {
    return this.#open.flatMap(({ key, index }, depth) => (this.#pattern[depth] === '*' ? [key ?? String(index)] : []));
  }
}

/** Finds the end of one value by its brackets and quotes, and keeps its bytes up to a limit; 0 keeps none. */
class ValueReader {
  readonly keeps: boolean;
  isOver = false;
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #depth = 0;
  #deepest = 0;
  #inText = false;
  #escaped = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.keeps = maxBytes > 0;
  }

  /** Reads on from `start` and says where it stopped. */
  read(chunk: Buffer, start: number): number {
    let at = start;
    while (at < chunk.length && !this.isOver)
      at = this.#inText ? this.#readText(chunk, at) : this.#readToken(chunk, at);
    if (this.keeps) this.#keep(chunk.subarray(start, at));
    return at;
  }

  result(): { readonly text: string } | { readonly fault: string } {
    if (this.#bytes > this.#maxBytes) {
      return { fault: `is ${this.#bytes} bytes (limits.maxAdvisoryBytes is ${this.#maxBytes})` };
    }
    if (this.#deepest > maxDepth) return { fault: `is nested more than ${maxDepth} deep` };
    return { text: Buffer.concat(this.#pieces).toString('utf8') };
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#maxBytes) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  /** Texts are most of the bytes: their ends are searched for, not stepped to. */
  #readText(chunk: Buffer, start: number): number {
    let at = start;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (;;) {
      const quote = chunk.indexOf(byte.quote, at);
      const end = quote === -1 ? chunk.length : quote;
      let slashes = 0;
      while (end - slashes > at && chunk[end - slashes - 1] === byte.backslash) slashes += 1;
      const isEscaped = slashes % 2 === 1;
      if (quote === -1) {
        this.#escaped = isEscaped;
        return chunk.length;
      }
      at = quote + 1;
      if (isEscaped) continue;
      this.#inText = false;
      this.isOver = this.#depth === 0;
      return at;
    }
  }

  #readToken(chunk: Buffer, at: number): number {
    const code = chunk[at] ?? 0;
    if (code === byte.quote) {
      this.#inText = true;
    } else if (code === byte.openObject || code === byte.openArray) {
      this.#depth += 1;
      this.#deepest = Math.max(this.#deepest, this.#depth);
    } else if (code === byte.closeObject || code === byte.closeArray) {
      if (this.#depth === 0) return this.#stopBefore(at);
      this.#depth -= 1;
      this.isOver = this.#depth === 0;
    } else if (this.#depth === 0 && (code === byte.comma || isSpace(code))) {
      return this.#stopBefore(at);
    }
    return at + 1;
  }

  /** A number or word ends where something else begins. */
  #stopBefore(at: number): number {
    this.isOver = true;
    return at;
  }
}

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
const isStray = (code: number) =>
  code === byte.closeArray || code === byte.closeObject || code === byte.comma || code === byte.colon;

function readText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
