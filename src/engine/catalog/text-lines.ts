/** Lines of a text without their ends (`\n` or `\r\n`), lazily and in linear time. A last line without end is given too. */
export function* textLines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield text.slice(start, text.charCodeAt(end - 1) === carriageReturn && end > start ? end - 1 : end);
    start = end + 1;
  }
}

/** Bytes as text: UTF-8 less its byte order mark, with U+FFFD for what is none. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

const carriageReturn = 13;
