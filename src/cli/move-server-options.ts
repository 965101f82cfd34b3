const names = ['--server', '--token'];

/**
 * A command line in which `--server` and `--token`, with their values, come last: many write them before the command, where only options
 * of the program stand, or between `registry` and `list`. What follows `--` stays as it is.
 */
export function moveServerOptions(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  const [kept, moved]: [string[], string[]] = [[], []];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isSplit = names.includes(word);
    const isOne = isSplit || names.some((name) => word.startsWith(`${name}=`));
    const value = words[at + 1];
    (isOne ? moved : kept).push(word);
    if (!isSplit || value === undefined) continue;
    moved.push(value);
    at += 1;
  }
  return [...kept, ...moved, ...(end < 0 ? [] : args.slice(end))];
}
