import { Anchor } from '@mantine/core';
import { useMemo, useState } from 'react';
import { foldBlocks } from './fold-blocks.ts';
import { Markdown } from './markdown.tsx';
import { readMarkdown } from './read-markdown.ts';

/** Of a text that is longer, only the beginning is shown at first. */
const foldedCharacters = 900;

/** What an advisory says at length: its Markdown as it is meant, folded where it is long. */
export function AdvisoryText({ text }: { readonly text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  const all = useMemo(() => readMarkdown(text), [text]);
  const folded = useMemo(() => foldBlocks(all, foldedCharacters), [all]);
  return (
    <div>
      <Markdown blocks={isWhole ? all : folded.blocks} />
      {!folded.isAll && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          mt={6}
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Show less' : 'Show all'}
        </Anchor>
      )}
    </div>
  );
}
