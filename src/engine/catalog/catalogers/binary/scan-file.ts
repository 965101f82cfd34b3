import type { LayerFile } from '#engine/image/index.ts';
import { overlapBytes, type StreamWindow, windowsOf } from '../../executables/stream-windows.ts';
import type { BinaryClassifier } from './classifier.ts';
import { parseTemplate, type Template, usesFileVersion } from './parse-template.ts';

/** A program that was recognised. */
export interface Recognised {
  readonly classifier: BinaryClassifier;
  readonly version: string;
}

/** Places looked at closely for one template: a hostile file may hold millions that only begin right. */
const maxLooks = 50_000;
const maxLooksAtText = 20_000;
const pieceBytes = 256 * 1024;

/** Looks for the versions that classifiers know, in one pass over the file, and stops where all is known. */
export async function scanFile(
  file: Pick<LayerFile, 'path' | 'size' | 'stream'>,
  classifiers: readonly BinaryClassifier[],
): Promise<readonly Recognised[]> {
  const fileVersion = /\d+(?:\.\d+)+/.exec(file.path.slice(file.path.lastIndexOf('/') + 1))?.[0];
  const searches = classifiers.map((classifier) => new Search(classifier, fileVersion));
  let last: StreamWindow | undefined;
  for await (const window of windowsOf(framed(file.stream()), file.size + 2)) {
    for (const search of searches) search.look(window, false);
    if (searches.every((search) => search.isDone)) break;
    last = window;
  }
  if (last !== undefined) for (const search of searches) search.look(last, true);
  return searches.flatMap((search) => search.result() ?? []);
}

/** With a NUL before and behind it, so that what stands at the start and end of a file is told like a text between NULs. */
async function* framed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1);
  // In pieces: a program that is held comes in one chunk, of which each window would be a copy.
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
  yield new Uint8Array(1);
}

/** The search for one program in one file. */
class Search {
  readonly #classifier: BinaryClassifier;
  readonly #templates: readonly TemplateSearch[];
  readonly #needed: readonly TextSearch[];
  readonly #forbidden: readonly TextSearch[];

  constructor(classifier: BinaryClassifier, fileVersion: string | undefined) {
    this.#classifier = classifier;
    this.#templates = classifier.versions.flatMap((text) => {
      const template = parseTemplate(text, fileVersion);
      const isMissing = usesFileVersion(text) && fileVersion === undefined;
      return typeof template === 'string' || isMissing ? [] : [new TemplateSearch(template)];
    });
    this.#needed = (classifier.with ?? []).map((text) => new TextSearch(text));
    this.#forbidden = (classifier.without ?? []).map((text) => new TextSearch(text));
  }

  /** True where nothing that follows can change the result. */
  get isDone(): boolean {
    const [first] = this.#templates;
    if (this.#forbidden.some(({ isFound }) => isFound)) return true;
    return this.#forbidden.length === 0 && first?.version !== undefined && this.#needed.every(({ isFound }) => isFound);
  }

  look(window: StreamWindow, isEnd: boolean): void {
    if (this.isDone) return;
    for (const text of [...this.#needed, ...this.#forbidden]) text.look(window);
    for (const template of this.#templates) {
      template.look(window, isEnd);
      // What comes later in the list is only of use while nothing before it fits.
      if (template.version !== undefined) break;
    }
  }

  result(): Recognised | undefined {
    const version = this.#templates.find((one) => one.version !== undefined)?.version;
    const isIt = this.#needed.every(({ isFound }) => isFound) && !this.#forbidden.some(({ isFound }) => isFound);
    return version === undefined || !isIt ? undefined : { classifier: this.#classifier, version };
  }
}

class TextSearch {
  readonly #text: Buffer;
  isFound = false;

  constructor(text: string) {
    this.#text = Buffer.from(text, 'latin1');
  }

  look({ bytes }: StreamWindow): void {
    this.isFound ||= bytes.includes(this.#text);
  }
}

class TemplateSearch {
  readonly #template: Template;
  readonly #anchor: Buffer;
  #next = 0;
  #looks = 0;
  version: string | undefined;

  constructor(template: Template) {
    this.#template = template;
    this.#anchor = Buffer.from(template.anchor, 'latin1');
  }

  /** Looks at anchors with all that may belong to them inside the window; those near its end come again in the next. */
  look({ bytes, start }: StreamWindow, isEnd: boolean): void {
    const { after, versionIs } = this.#template;
    const end = isEnd ? bytes.length : bytes.length - Math.min(after, overlapBytes / 2);
    const maximum = this.#anchor.length > 3 ? maxLooksAtText : maxLooks;
    let at = bytes.indexOf(this.#anchor, Math.max(0, this.#next - start));
    for (; at >= 0 && at < end && this.version === undefined; at = bytes.indexOf(this.#anchor, at + 1)) {
      if (versionIs === 'behind' && !isDigit(bytes[at + this.#anchor.length])) continue;
      if (versionIs === 'before' && !isVersionEnd(bytes[at - 1])) continue;
      if (this.#looks >= maximum) break;
      this.#looks += 1;
      this.#lookAt(bytes, at);
    }
    this.#next = Math.max(this.#next, start + end);
  }

  #lookAt(bytes: Buffer, at: number): void {
    const { before, after, pattern } = this.#template;
    const text = bytes.toString('latin1', Math.max(0, at - before), at + after);
    this.version = pattern.exec(text)?.groups?.version;
  }
}

function isVersionEnd(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9A-Za-z]/.test(String.fromCharCode(byte));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
