import { readWords } from './read-words.ts';

/** A command within a line of shell script. */
export interface ShellCommand {
  /** Without its directory: `apt-get`. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** True where the next command reads what this one writes. */
  readonly isPiped: boolean;
}

/** What may stand before a program that it runs: reserved words, and programs that run another. */
const prefixes = new Set([
  '!',
  '{',
  'do',
  'else',
  'env',
  'exec',
  'if',
  'nice',
  'nohup',
  'then',
  'time',
  'until',
  'while',
]);

/**
 * The commands of a line of shell script (POSIX.1, "Shell Command Language"), near enough to know which programs it runs: expansions,
 * redirections and scripts within arguments are not followed.
 */
export function readCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  for (const { kind, text } of [...readWords(script), { kind: 'operator', text: ';' }]) {
    if (kind === 'word') {
      words.push(text);
      continue;
    }
    const command = commandOf(words);
    if (command !== undefined) commands.push({ ...command, isPiped: text === '|' || text === '|&' });
    words = [];
  }
  return commands;
}

function commandOf(words: readonly string[]): Omit<ShellCommand, 'isPiped'> | undefined {
  const at = words.findIndex((text) => !prefixes.has(text) && !/^[A-Za-z_]\w*=/.test(text));
  const program = words[at]?.split('/').at(-1);
  return program === undefined || program === '' ? undefined : { program, arguments: words.slice(at + 1) };
}

/** The command itself, or that which `sudo` runs. */
export function withoutSudo(command: ShellCommand): ShellCommand {
  if (command.program !== 'sudo') return command;
  const first = command.arguments.findIndex((text) => !text.startsWith('-'));
  const inner = first === -1 ? undefined : commandOf(command.arguments.slice(first));
  return inner === undefined ? command : { ...inner, isPiped: command.isPiped };
}
