/** Characters of the longest line that is kept, unless told otherwise: room for two versions of the greatest length that is taken for one, and more. */
export const maxLineLength = 8192;

/**
 * The lines of UTF-8 text, those that arrive together at once; undefined stands for a line that is too long, of which no more than
 * the limit is ever held. The last line needs no line break.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array | string>,
  maxLength = maxLineLength,
): AsyncIterable<readonly (string | undefined)[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let isTooLong = false;
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const [first = '', ...others] = text.split('\n');
    rest += first;
    isTooLong ||= rest.length > maxLength;
    if (isTooLong) rest = '';
    if (others.length === 0) continue;
    const last = others.pop() ?? '';
    yield [isTooLong ? undefined : rest, ...others.map((line) => (line.length > maxLength ? undefined : line))];
    isTooLong = last.length > maxLength;
    rest = isTooLong ? '' : last;
  }
  if (rest !== '' || isTooLong) yield [isTooLong ? undefined : rest];
}
