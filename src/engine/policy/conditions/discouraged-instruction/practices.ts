import { readCommands, withoutSudo } from '../../instructions/read-commands.ts';
import type { Instruction } from '../../instructions/read-instructions.ts';

interface Rule {
  /** What to do instead. */
  readonly advice: string;
  /** `index` is its place among the instructions. */
  isDone(instruction: Instruction, index: number): boolean;
}

export type Practice = 'add' | 'add-from-url' | 'maintainer' | 'pipe-to-shell' | 'sudo' | 'world-writable';

const downloaders = new Set(['curl', 'wget', 'fetch']);
/** `sh -c "$(curl …)"` */
const embedded = /(?:\$\(|`)\s?(?:curl|wget)\s/;
const interpreters = /^(?:(?:ba|da|a|z|k)?sh|python[\d.]*|perl|ruby|node|php)$/;

/** What is better avoided in a Dockerfile (docs.docker.com/build/building/best-practices), each with how an instruction shows it. */
export const practices: Readonly<Record<Practice, Rule>> = {
  add: {
    advice: 'use COPY, which does nothing but copy',
    // Where nothing is before it, it brings the file system of a base image, which COPY cannot unpack.
    isDone: ({ keyword }, index) => keyword === 'ADD' && index > 0,
  },
  'add-from-url': {
    advice: 'give --checksum, or verify what was downloaded in the same RUN',
    isDone: ({ keyword, text }) =>
      keyword === 'ADD' && !/(?:^|\s)--checksum=/.test(text) && /(?:^|[\s["])(?:https?|ftp|git):\/\//i.test(text),
  },
  maintainer: {
    advice: 'it is deprecated: use LABEL org.opencontainers.image.authors',
    isDone: ({ keyword }) => keyword === 'MAINTAINER',
  },
  'pipe-to-shell': {
    advice: 'verify what was downloaded before it is run',
    isDone: (instruction) => {
      let isDownload = false;
      for (const command of commandsOf(instruction)) {
        const { program, arguments: words, isPiped } = withoutSudo(command);
        if (interpreters.test(program) && (isDownload || words.some((word) => embedded.test(word)))) return true;
        isDownload = isPiped && (isDownload || downloaders.has(program));
      }
      return false;
    },
  },
  sudo: {
    advice: 'change the user with USER for what needs to be root',
    isDone: (instruction) => commandsOf(instruction).some(({ program }) => program === 'sudo'),
  },
  'world-writable': {
    advice: 'let nobody but the owner write',
    isDone: (instruction) =>
      commandsOf(instruction)
        .map(withoutSudo)
        .some(({ program, arguments: words }) => program === 'chmod' && words.some(letsAnybodyWrite)),
  },
};

function commandsOf({ keyword, text }: Instruction): ReturnType<typeof readCommands> {
  return keyword === 'RUN' ? readCommands(text) : [];
}

/** `777`, `0666`, `a+w`, `ugo+rwx`, `o=rw`, `+w` for all; not `1777`, whose files nobody else may remove. */
function letsAnybodyWrite(mode: string): boolean {
  if (/^0?[0-7]{2}[2367]$/.test(mode)) return true;
  return mode.split(',').some((clause) => /^(?:[ugo]*[ao][ugo]*|)[+=][rxXst]*w/.test(clause));
}
