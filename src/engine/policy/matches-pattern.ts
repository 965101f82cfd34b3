const maxTextLength = 4096;

/** Tells whether a text is as a pattern says, in which `*` stands for anything; capitals make no difference. Takes time in proportion to both. */
export function matchesPattern(pattern: string, text: string): boolean {
  // Lists of names are long, and compared with each of a million packages: most differ in length.
  if (!pattern.includes('*') && pattern.length !== text.length) return false;
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const subject = text.slice(0, maxTextLength).toLowerCase();
  const last = rest.pop();
  if (last === undefined) return subject === first;
  if (!subject.startsWith(first) || !subject.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = subject.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at + last.length <= subject.length;
}
