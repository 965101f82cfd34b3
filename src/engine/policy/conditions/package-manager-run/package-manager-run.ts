import { configCondition } from '../../condition-kind.ts';
import { readCommands, type ShellCommand, withoutSudo } from '../../instructions/read-commands.ts';
import { readInstructions } from '../../instructions/read-instructions.ts';
import { shorten } from '../../instructions/shorten.ts';
import { anyOf } from '../../words.ts';

const verbs = {
  apk: 'add upgrade',
  apt: 'install upgrade full-upgrade',
  'apt-get': 'install upgrade dist-upgrade',
  aptitude: 'install safe-upgrade full-upgrade',
  bundle: 'install',
  cargo: 'install',
  composer: 'install update require create-project',
  conda: 'install create',
  dnf: 'install groupinstall localinstall reinstall update upgrade',
  dpkg: '-i --install',
  gem: 'install',
  go: 'install get',
  microdnf: 'install reinstall update upgrade',
  npm: 'install i add ci',
  opkg: 'install upgrade',
  pacman: '-S -Sy -Syu -Syyu -U',
  pip: 'install',
  pnpm: 'install i add',
  rpm: '-i -U --install --upgrade -ivh -Uvh',
  tdnf: 'install reinstall update upgrade',
  yarn: 'install add',
  yum: 'install groupinstall localinstall reinstall update upgrade',
  zypper: 'install in update up dup patch',
} as const;
type Manager = keyof typeof verbs;
const managers = Object.keys(verbs) as Manager[];

/** Programs that are another one under their own name. */
const otherNames: Readonly<Record<string, Manager>> = { pip3: 'pip', mamba: 'conda', micromamba: 'conda', dnf5: 'dnf' };

/** Whether packages were installed while it was built. */
export const packageManagerRun = configCondition({
  name: 'package-manager-run',
  displayName: 'Package manager run',
  description:
    'An instruction of the image, those of its base included, installs packages with a package manager. Instructions are known as far as the program that built the image wrote them down.',
  fields: [
    {
      name: 'managers',
      label: 'Package managers',
      help: 'Which; without it all that are known.',
      kind: 'list',
      choices: managers,
      optional: true,
    },
  ],
  describe: ({ managers: some }) => (some === undefined ? 'package manager run' : `${anyOf(some)} run`),
  violates: (config, { managers: some = managers }) => {
    for (const { keyword, text } of readInstructions(config.history)) {
      if (keyword !== 'RUN') continue;
      const manager = readCommands(text)
        .map(installerOf)
        .find((one) => one !== undefined && some.includes(one));
      if (manager !== undefined) return `${manager} installs packages in RUN ${shorten(text)}`;
    }
    return false;
  },
});

function installerOf(command: ShellCommand): Manager | undefined {
  const { program, arguments: words } = withoutSudo(command);
  // `python3 -m pip install …`
  if (/^python[\d.]*$/.test(program) && words[0] === '-m' && words[1] === 'pip')
    return words.includes('install') ? 'pip' : undefined;
  const manager = Object.hasOwn(otherNames, program) ? otherNames[program] : managers.find((one) => one === program);
  if (manager === undefined) return undefined;
  // yarn without a word installs.
  if (manager === 'yarn' && words.every((one) => one.startsWith('-'))) return manager;
  const installing = verbs[manager].split(' ');
  return words.some((one) => installing.includes(one)) ? manager : undefined;
}
