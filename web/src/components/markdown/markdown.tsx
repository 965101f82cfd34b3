import { Fragment, type ReactNode, useMemo } from 'react';
import { ExternalLink } from '../page/external-link.tsx';
import { linkWords } from './link-words.ts';
import styles from './markdown.module.css';
import type { Block, Inline } from './markdown-tree.ts';
import { readInlines } from './read-inlines.ts';

/** Markdown that has been read, as elements: whatever it says, it comes to no other element than those below. */
export function Markdown({ blocks }: { readonly blocks: readonly Block[] }) {
  return <div className={styles.text}>{each(blocks, blockOf)}</div>;
}

/** One line of Markdown, such as a title, within other text; links are text. */
export function MarkdownLine({ text }: { readonly text: string }) {
  const content = useMemo(() => readInlines(text), [text]);
  return <span className={styles.line}>{each(content, (node) => inlineOf(node, 'text'))}</span>;
}

function blockOf(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h3>{inlines(block.content)}</h3>;
    case 'paragraph':
      return <p>{inlines(block.content)}</p>;
    case 'code':
      // What is wider or longer scrolls, by keys as well.
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return <blockquote>{each(block.blocks, blockOf)}</blockquote>;
    case 'list': {
      const items = each(block.items, (item) => <li>{each(item, blockOf)}</li>);
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'table':
      return <Table rows={block.rows} />;
    case 'rule':
      return <hr />;
  }
}

function Table({ rows: [head = [], ...rows] }: Pick<Extract<Block, { kind: 'table' }>, 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section className={styles.table} tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {each(head, (cell) => (
              <th scope="col">{inlines(cell)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {each(rows, (row) => (
            <tr>
              {each(row, (cell) => (
                <td>{inlines(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const inlines = (content: readonly Inline[]) => each(content, (node) => inlineOf(node, 'link'));

function inlineOf(node: Inline, links: 'link' | 'text'): ReactNode {
  if (typeof node === 'string') return node;
  if (node.kind === 'code') return <code>{node.text}</code>;
  if (node.kind === 'break') return links === 'link' ? <br /> : ' ';
  const content = each(node.content, (one) => inlineOf(one, links));
  switch (node.kind) {
    case 'strong':
      return <strong>{content}</strong>;
    case 'emphasis':
      return <em>{content}</em>;
    case 'deleted':
      return <del>{content}</del>;
    case 'link':
      return links === 'text' ? content : <ExternalLink url={node.url}>{linkWords(node) ?? content}</ExternalLink>;
    case 'span':
      return content;
  }
}

/** What is read of a text never changes its order: where each stands is its key. */
function each<One>(all: readonly One[], draw: (one: One) => ReactNode): ReactNode {
  return all.map((one, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above.
    <Fragment key={index}>{draw(one)}</Fragment>
  ));
}
