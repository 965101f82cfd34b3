import { FeedFault } from '../feeds/feed-fault.ts';
import { decodeText, readAttributes } from './xml-text.ts';

/** A piece of an XML document in its order. Names are without prefix; a text may come in several pieces. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly name: string };

const maxDepth = 64;
const longestEntity = 10;
const maxMarkupCharacters = 1024 * 1024;

/**
 * Reads an XML document (w3.org/TR/xml) piece by piece. Document types are refused, so there are no entities but the five of XML
 * itself and characters by number. Throws a {@link FeedFault} where the document is not well-formed, or ends in the middle.
 */
export async function* readXml(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly XmlEvent[]> {
  const reader = new XmlReader();
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield reader.push(decoder.decode(chunk, { stream: true }));
  reader.end();
}

class XmlReader {
  readonly #open: string[] = [];
  #rest = '';
  #events: XmlEvent[] = [];
  #hasRoot = false;

  push(text: string): readonly XmlEvent[] {
    this.#events = [];
    const all = this.#rest + text;
    let at = 0;
    for (;;) {
      const markup = all.indexOf('<', at);
      if (markup === -1) {
        // An entity may be cut in two.
        const end = safeEnd(all, at);
        this.#text(all.slice(at, end));
        this.#rest = all.slice(end);
        break;
      }
      this.#text(all.slice(at, markup));
      const end = this.#markup(all, markup);
      if (end === undefined) {
        this.#rest = all.slice(markup);
        break;
      }
      at = end;
    }
    if (this.#rest.length > maxMarkupCharacters) throw new FeedFault('has a tag or comment that does not end');
    return this.#events;
  }

  end(): void {
    if (!this.#hasRoot) throw new FeedFault('is not XML');
    if (this.#open.length > 0 || this.#rest.trim() !== '') throw new FeedFault('ends in the middle');
  }

  #text(text: string): void {
    if (text === '') return;
    if (this.#open.length > 0) this.#events.push({ kind: 'text', text: decodeText(text) });
    else if (text.replace('\uFEFF', '').trim() !== '') throw new FeedFault('is not XML');
  }

  /** Reads the markup that begins at `start` and says where it ends; undefined where more must be read first. */
  #markup(all: string, start: number): number | undefined {
    for (const [begin, end] of skipped) {
      if (all.startsWith(begin, start)) return after(all, end, start + begin.length);
    }
    if (all.startsWith('<![CDATA[', start)) return this.#characterData(all, start + '<![CDATA['.length);
    if (all.startsWith('<!', start)) {
      if (all.length - start < '<![CDATA['.length && !all.startsWith('<!D', start)) return undefined;
      throw new FeedFault('has a document type, which may define entities: none is read');
    }
    const end = endOfTag(all, start + 1);
    if (end === undefined) return undefined;
    this.#tag(all.slice(start + 1, end));
    return end + 1;
  }

  #characterData(all: string, start: number): number | undefined {
    const end = all.indexOf(']]>', start);
    if (end === -1) return undefined;
    if (this.#open.length === 0) throw new FeedFault('is not XML');
    this.#events.push({ kind: 'text', text: all.slice(start, end) });
    return end + ']]>'.length;
  }

  #tag(tag: string): void {
    if (tag.startsWith('/')) {
      const name = localName(tag.slice(1).trim());
      if (this.#open.pop() !== name) throw new FeedFault(`is not well-formed: </${name.slice(0, 40)}> closes nothing`);
      this.#events.push({ kind: 'close', name });
      return;
    }
    const isEmpty = tag.endsWith('/');
    const content = isEmpty ? tag.slice(0, -1) : tag;
    const space = content.search(/\s/);
    const name = localName(space === -1 ? content : content.slice(0, space));
    if (name === '' || (this.#open.length === 0 && this.#hasRoot)) throw new FeedFault('is not well-formed');
    this.#hasRoot = true;
    this.#events.push({ kind: 'open', name, attributes: readAttributes(space === -1 ? '' : content.slice(space)) });
    if (isEmpty) this.#events.push({ kind: 'close', name });
    else if (this.#open.push(name) > maxDepth) throw new FeedFault(`is nested more than ${maxDepth} deep`);
  }
}

const skipped = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

function after(all: string, end: string, from: number): number | undefined {
  const at = all.indexOf(end, from);
  return at === -1 ? undefined : at + end.length;
}

/** Where the tag ends; `>` may stand in the value of an attribute. */
function endOfTag(all: string, start: number): number | undefined {
  let quote = '';
  for (let at = start; at < all.length; at += 1) {
    const character = all[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') {
      return at;
    } else if (character === '"' || character === "'") {
      quote = character;
    }
  }
  return undefined;
}

function safeEnd(all: string, at: number): number {
  const entity = all.lastIndexOf('&');
  const isCut = entity >= Math.max(at, all.length - longestEntity) && !all.includes(';', entity);
  return isCut ? entity : all.length;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
