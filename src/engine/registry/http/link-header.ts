const maxHeaderLength = 16 * 1024;
/** `<target>` and its parameters up to the comma before the next `<` (RFC 8288, section 3). */
const link = /<([^>]*)>([^<]*)/g;
const relation = /;[ \t]*rel[ \t]*=[ \t]*(?:"([^"]*)"|([^",; \t]+))/i;

/** The target of the first link with relation `next` in a `Link` header, as written; undefined where there is none. */
export function nextLink(header: string | undefined): string | undefined {
  for (const [, target, parameters] of (header ?? '').slice(0, maxHeaderLength).matchAll(link)) {
    const found = relation.exec(parameters ?? '');
    const relations = (found?.[1] ?? found?.[2] ?? '').toLowerCase().split(' ');
    if (relations.includes('next')) return target;
  }
  return undefined;
}
