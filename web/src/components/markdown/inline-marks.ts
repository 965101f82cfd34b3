import { isSafeUrl } from '../page/safe-url.ts';
import type { Definitions, Inline } from './markdown-tree.ts';

/** Where a link leads, and how many characters behind its closing bracket say so. */
export interface Target {
  readonly url: string;
  readonly length: number;
}

/** What a piece of HTML comes to, and how long it is in the source. */
interface Html {
  readonly node: Inline;
  readonly length: number;
}

const maxUrlLength = 2000;
const maxLabelLength = 200;
/** `(address "title")`; parentheses within the address go one level deep. */
const inlineTarget =
  /\([ \n]{0,2}<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:[ \n]{1,2}(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \n]{0,2}\)/y;
const label = /\[([^[\]]{0,200})\]/y;
const bareUrl = /https?:\/\/[^\s<>[\]"`|\\^{}]{1,2001}/y;
const pointedUrl = /<(https?:\/\/[^\s<>]{1,2000})>/iy;
/** Formatting alone: what has attributes is more likely what the advisory is about, and stays text. */
const formatting =
  /<(\/?)(p|br|li|ul|ol|div|tr|h[1-6]|b|i|u|em|strong|code|pre|kbd|tt|sub|sup|span|small|details|summary)[ ]?\/?>/iy;
const breaking = /^(?:p|br|li|div|tr|h[1-6])$/i;
const entity = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos|nbsp));/y;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Reads where the text between two brackets leads: an address behind it, or the label of one that the text gives apart. */
export function readTarget(
  text: string,
  between: { readonly from: number; readonly to: number },
  definitions: Definitions,
): Target | undefined {
  const at = between.to + 1;
  const [target, url = ''] = matchAt(inlineTarget, text, at) ?? [];
  if (target !== undefined && url.length <= maxUrlLength) return { url, length: target.length };
  if (definitions.size === 0 || between.to - between.from > maxLabelLength) return undefined;
  const [reference = '', name = ''] = matchAt(label, text, at) ?? [];
  const defined = definitions.get((name || text.slice(between.from, between.to)).toLowerCase());
  return defined === undefined ? undefined : { url: defined, length: reference.length };
}

/** The address that begins here, less the punctuation of the sentence that it ends; undefined where there is none that may be opened. */
export function readBareUrl(text: string, at: number): string | undefined {
  const found = matchAt(bareUrl, text, at)?.[0] ?? '';
  if (found === '' || found.length > maxUrlLength) return undefined;
  let unopened = found.split(')').length - found.split('(').length;
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened--;
    else if (!".,;:!?*_~'".includes(last)) break;
  }
  const url = found.slice(0, end);
  return isSafeUrl(url) ? url : undefined;
}

/** An address in pointed brackets, an entity, or a tag that only formats; undefined for all else, which is text. */
export function readHtml(text: string, at: number): Html | undefined {
  const [pointed, url = ''] = matchAt(pointedUrl, text, at) ?? [];
  if (pointed !== undefined) {
    const node: Inline = isSafeUrl(url) ? { kind: 'link', url, content: [url] } : url;
    return { node, length: pointed.length };
  }
  const [tag, closes, name = ''] = matchAt(formatting, text, at) ?? [];
  if (tag !== undefined) {
    const breaks = breaking.test(name) && (closes === '' || name.toLowerCase() === 'p');
    return { node: breaks ? { kind: 'break' } : '', length: tag.length };
  }
  const [written, decimal, hexadecimal, word = ''] = matchAt(entity, text, at) ?? [];
  if (written === undefined) return undefined;
  const code = Number.parseInt(decimal ?? hexadecimal ?? '', decimal === undefined ? 16 : 10);
  return { node: named[word] ?? characterOf(code), length: written.length };
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
    ? String.fromCodePoint(code)
    : '\uFFFD';
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
