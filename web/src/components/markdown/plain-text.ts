import type { Inline } from './markdown-tree.ts';

/** What is read of a line once all marks are taken away. */
export function plainText(content: readonly Inline[]): string {
  return content.map(plainTextOf).join('');
}

function plainTextOf(node: Inline): string {
  if (typeof node === 'string') return node;
  if (node.kind === 'break') return ' ';
  return node.kind === 'code' ? node.text : plainText(node.content);
}
