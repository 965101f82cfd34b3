import { configCondition } from '../../condition-kind.ts';
import { type Instruction, readInstructions } from '../../instructions/read-instructions.ts';
import { shorten } from '../../instructions/shorten.ts';
import { anyOf } from '../../words.ts';
import { type Practice, practices } from './practices.ts';

const names = Object.keys(practices) as Practice[];

/** Ways to build an image that are better avoided. */
export const discouragedInstruction = configCondition({
  name: 'discouraged-instruction',
  displayName: 'Discouraged instruction',
  description:
    'An instruction of the image, those of its base included, does what is better avoided. Instructions are known as far as the program that built the image wrote them down.',
  fields: [
    {
      name: 'practices',
      label: 'Practices',
      help: 'add: ADD in place of COPY; add-from-url: ADD of what nobody verifies; maintainer: MAINTAINER; pipe-to-shell: a download that is run unread; sudo; world-writable: files that anybody may change.',
      kind: 'list',
      choices: names,
    },
  ],
  describe: ({ practices: some }) => `discouraged instruction (${anyOf(some)})`,
  violates: (config, { practices: some }) => {
    const found = readInstructions(config.history).flatMap((one, index) => {
      const practice = some.find((name) => practices[name].isDone(one, index));
      return practice === undefined ? [] : [describe(one, practices[practice].advice)];
    });
    return found.length === 0 ? false : [...new Set(found)].slice(0, maxNamed).join('; ');
  },
});

const maxNamed = 5;

function describe({ keyword, text }: Instruction, advice: string): string {
  return `${keyword} ${shorten(text)}: ${advice}`;
}
