/** A start or empty tag of HTML or XML, with its attributes as written. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const voidElements = new Set(['meta', 'br', 'link', 'img', 'input']);

/**
 * Reads the tags of a document that has nothing but tags, text and quoted attributes; throws where one is not closed in its turn, where a
 * bracket or a bare ampersand stands in text, and where there is a character that XML does not allow: what a text that was not escaped causes.
 */
export function tagsOf(document: string): readonly Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const body = document.replace(/^<\?xml [^>]*\?>|^<!doctype html>/, '').replace(/<style>[\s\S]*?<\/style>/, '');
  const token = /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z-]+="[^"<>]*")*)\s*(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = token.exec(body); match !== null; match = token.exec(body)) {
    end = token.lastIndex;
    const [, closing, name = '', attributes = '', empty, text] = match;
    if (text !== undefined) checkText(text);
    else if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing, near ${body.slice(end - 80, end)}`);
    } else {
      tags.push({ name, attributes: readAttributes(attributes) });
      if (empty !== '/' && !voidElements.has(name)) open.push(name);
    }
  }
  if (end !== body.length) throw new Error(`no tag and no text: ${body.slice(end, end + 80)}`);
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return tags;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([A-Za-z-]+)="([^"]*)"/g)];
  for (const [, , value = ''] of pairs) checkText(value);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

function checkText(text: string): void {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`not escaped: ${text.slice(0, 80)}`);
  if (/(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u.test(text) || !text.isWellFormed())
    throw new Error(`a character that XML does not allow: ${JSON.stringify(text.slice(0, 80))}`);
}
