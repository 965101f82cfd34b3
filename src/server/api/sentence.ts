/** A message as a sentence. Where it begins with a name (`app.json`, `body/name`, `registry-1.example`), that stays as it is written. */
export function sentence(text: string): string {
  const line = /^\p{Ll}[\p{L}'’-]*(?:[\s,;]|:(?!\/\/)|$)/u.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
