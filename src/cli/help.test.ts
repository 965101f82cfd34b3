import { describe, expect, it } from 'vitest';
import { runCliHere } from '#tests/support/run-cli-here.ts';

const commands = [
  '',
  'scan',
  'explain',
  'sbom',
  'advisories',
  'advisories update',
  'advisories status',
  'advisories export',
  'advisories import',
  'registry',
  'registry list',
  'registry add',
  'registry scan',
  'images',
  'findings',
  'queue',
  'queue list',
  'queue cancel',
  'queue retry',
  'versions',
  'versions compare',
  'versions schemes',
  'serve',
  'worker',
];

const wordsOf = (command: string) => command.split(' ').filter((word) => word !== '');

/** The sub-commands that a help text lists, without `help` itself. */
function listedIn(help: string): readonly string[] {
  const [, list = ''] = /^Commands:\n((?: .*\n)+)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

describe('help', () => {
  it.each(commands)('of "%s" fits into 80 columns and shows no default that is none', async (command) => {
    const { status, stdout, stderr } = await runCliHere([...wordsOf(command), '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: plimsoll/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toMatch(/default:\s+(\[\]|false)\)/);
    const below = listedIn(stdout).map((name) => [...wordsOf(command), name].join(' '));
    expect(commands).toEqual(expect.arrayContaining(below));
  });

  it('follows nothing at all, on stderr, as bad usage', async () => {
    const { status, stdout, stderr } = await runCliHere([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: plimsoll/);
  });
});
