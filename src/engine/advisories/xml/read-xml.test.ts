import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedFault } from '../feeds/feed-fault.ts';
import { readXml, type XmlEvent } from './read-xml.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The events as lines, with neighbouring texts put together. */
async function read(text: string, size = 1e9): Promise<string> {
  let lines = '';
  for await (const events of readXml(pieces(text, size))) for (const event of events) lines += lineOf(event);
  return lines;
}

function lineOf(event: XmlEvent): string {
  if (event.kind === 'text') return event.text;
  if (event.kind === 'close') return `</${event.name}>`;
  return `<${[event.name, ...[...event.attributes].map(([name, value]) => `${name}=${value}`)].join(' ')}>`;
}

describe('readXml', () => {
  it.each([
    ['elements and texts', '<?xml version="1.0"?>\n<a><b>x</b> y</a>\n', '<a><b>x</b> y</a>'],
    ['prefixes', '<p:a xmlns:p="u"><p:b q:c="1"/></p:a>', '<a p=u><b c=1></b></a>'],
    ['attributes in either quote, with signs in them', `<a b="x>'y" c='<"' d = "e"/>`, `<a b=x>'y c=<" d=e></a>`],
    ['entities of XML', '<a b="&quot;">&lt;&#65;&#x42;&amp;amp;</a>', '<a b="><AB&amp;</a>'],
    ['other entities as they are', '<a>&lol; &#0; & &</a>', '<a>&lol; &#0; & &</a>'],
    ['comments and character data', '<a><!-- <b> --><![CDATA[<c>&lt;]]></a>', '<a><c>&lt;</a>'],
    ['letters of several bytes', '<a>Ünïcödé €</a>', '<a>Ünïcödé €</a>'],
    ['a byte order mark', '\uFEFF<a/>', '<a></a>'],
  ])('reads %s, in whatever pieces they come', async (_, text, expected) => {
    for (const size of [1, 2, 5, 1e9]) expect(await read(text, size)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['JSON', '{"a":1}'],
    ['an end in the middle', '<a><b>'],
    ['an end in a tag', '<a b="'],
    ['tags that do not match', '<a></b>'],
    ['two roots', '<a/><b/>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "xxxx">]><a>&x;</a>'],
    ['deep nesting', '<a>'.repeat(200)],
    ['a tag without end', `<a b="${'x'.repeat(2_000_000)}`],
    ['a comment without end', `<a><!--${'x'.repeat(2_000_000)}`],
  ])('throws for %s', async (_, text) => {
    await expect(read(text, 65536)).rejects.toThrow(FeedFault);
  });

  it('never throws anything but a fault', async () => {
    const markup = fc
      .array(fc.constantFrom('<', '>', '/', 'a', '"', "'", '=', ' ', '&', ';', '!', '[', '-', '?', 'CDATA['))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(markup, async (text) => {
        await read(`<a>${text}`, 3).catch((error: unknown) => expect(error).toBeInstanceOf(FeedFault));
      }),
    );
  });
});
