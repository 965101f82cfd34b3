/** Breaks a paragraph between its words, so that no line is longer than `columns`, but where a word is. */
export function wrapText(text: string, columns = 80): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = word;
    }
  }
  return [...lines, line].join('\n');
}
