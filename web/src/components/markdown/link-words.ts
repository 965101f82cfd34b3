import type { Inline } from './markdown-tree.ts';
import { plainText } from './plain-text.ts';

/** The words for a link whose own are the address of another host: where it leads; undefined where its own words will do. */
export function linkWords({ url, content }: Extract<Inline, { kind: 'link' }>): string | undefined {
  const words = plainText(content).trim();
  const named = /^https?:\/\//i.test(words) ? URL.parse(words)?.hostname : undefined;
  return named === undefined || named === URL.parse(url)?.hostname ? undefined : `${words} (leads to ${url})`;
}
