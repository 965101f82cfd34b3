import type { Block, Inline } from './markdown-tree.ts';

interface Budget {
  left: number;
}

/** The first blocks, up to about so many characters, and whether that is all of them: nothing is cut for the sake of a few words. */
export function foldBlocks(
  blocks: readonly Block[],
  characters: number,
): { readonly blocks: readonly Block[]; readonly isAll: boolean } {
  const roomy = { left: characters * 1.3 };
  keepBlocks(blocks, roomy);
  if (roomy.left >= 0) return { blocks, isAll: true };
  return { blocks: keepBlocks(blocks, { left: characters }), isAll: false };
}

function keepBlocks(blocks: readonly Block[], budget: Budget): readonly Block[] {
  return keep(blocks, budget, (block) => keepBlock(block, budget));
}

function keepBlock(block: Block, budget: Budget): Block {
  switch (block.kind) {
    case 'rule':
      return block;
    case 'code':
      return { kind: 'code', text: keepText(block.text, budget) };
    case 'quote':
      return { kind: 'quote', blocks: keepBlocks(block.blocks, budget) };
    case 'list':
      return { ...block, items: keep(block.items, budget, (item) => keepBlocks(item, budget)) };
    case 'table':
      return { kind: 'table', rows: keep(block.rows, budget, (row) => row.map((cell) => keepInlines(cell, budget))) };
    case 'heading':
    case 'paragraph':
      return { kind: block.kind, content: keepInlines(block.content, budget) };
  }
}

function keepInlines(content: readonly Inline[], budget: Budget): readonly Inline[] {
  return keep(content, budget, (node) => {
    if (typeof node === 'string') return keepText(node, budget);
    if (node.kind === 'break') return node;
    if (node.kind === 'code') return { kind: 'code', text: keepText(node.text, budget) };
    return { ...node, content: keepInlines(node.content, budget) };
  });
}

/** Those that there is room for; the last one may be cut. */
function keep<One>(all: readonly One[], budget: Budget, cut: (one: One) => One): readonly One[] {
  const kept: One[] = [];
  for (const one of all) {
    if (budget.left < 0) break;
    kept.push(cut(one));
  }
  return kept;
}

/** A text that is longer than what is left ends at a space. */
function keepText(text: string, budget: Budget): string {
  const room = Math.max(0, budget.left);
  budget.left -= text.length;
  if (text.length <= room) return text;
  const end = text.lastIndexOf(' ', room);
  return `${text.slice(0, end > 0 ? end : room).toWellFormed()} …`;
}
