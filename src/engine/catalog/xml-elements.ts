/** What comes next in an XML text. Names are without their prefix. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Reads the elements of an XML text (www.w3.org/TR/xml), in linear time and without recursion. A reader for data, not a judge: what
 * is not well-formed is passed over. No entity but the five that XML has itself is expanded, and nothing is fetched.
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const end = open < 0 ? text.length : open;
    if (end > at) yield { kind: 'text', text: withoutEntities(text.slice(at, end)) };
    if (open < 0) return;
    const special = specials.find(({ start }) => text.startsWith(start, open));
    const close = text.indexOf(special?.end ?? '>', open + (special?.start.length ?? 1));
    if (close < 0) return;
    if (special?.start === cdata) yield { kind: 'text', text: text.slice(open + cdata.length, close) };
    else if (special === undefined) yield* tagEvents(text.slice(open + 1, close));
    at = close + (special?.end.length ?? 1);
  }
}

const cdata = '<![CDATA[';
const specials = [
  { start: '<!--', end: '-->' },
  { start: cdata, end: ']]>' },
  { start: '<?', end: '?>' },
  { start: '<!', end: '>' },
];

function* tagEvents(tag: string): Generator<XmlEvent> {
  if (tag.startsWith('/')) {
    yield { kind: 'close', name: localName(tag.slice(1).trim()) };
    return;
  }
  const isEmpty = tag.endsWith('/');
  const inner = isEmpty ? tag.slice(0, -1) : tag;
  const nameEnd = inner.search(/\s/);
  const name = localName(nameEnd < 0 ? inner : inner.slice(0, nameEnd));
  yield { kind: 'open', name, attributes: nameEnd < 0 ? none : attributesOf(inner.slice(nameEnd)) };
  if (isEmpty) yield { kind: 'close', name };
}

const none: ReadonlyMap<string, string> = new Map();

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  let at = 0;
  for (;;) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return attributes;
    const rest = text.slice(equals + 1, equals + 3).trimStart();
    const quote = rest.startsWith("'") ? "'" : '"';
    const start = text.indexOf(quote, equals);
    const end = start < 0 ? -1 : text.indexOf(quote, start + 1);
    if (end < 0) return attributes;
    attributes.set(localName(text.slice(at, equals).trim()), withoutEntities(text.slice(start + 1, end)));
    at = end + 1;
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return entities[name] ?? whole;
    const code = typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
