import { describe, expect, it } from 'vitest';
import { readCommands, withoutSudo } from './read-commands.ts';

describe('readCommands', () => {
  it.each([
    ['one', 'apt-get install -y curl', ['apt-get']],
    ['several', 'set -eux; apt-get update && apt-get install curl || true', ['set', 'apt-get', 'apt-get', 'true']],
    ['with a path', '/usr/bin/apt-get update', ['apt-get']],
    ['with variables', 'DEBIAN_FRONTEND=noninteractive A=b apt-get update', ['apt-get']],
    ['after reserved words', 'if ! command -v x; then apk add x; fi', ['command', 'apk', 'fi']],
    ['by another program', 'exec env A=b nohup npm ci', ['npm']],
    ['in a sub-shell', '(cd /x && make)', ['cd', 'make']],
    ['as an argument only', 'echo "apt-get install; rm"', ['echo']],
    ['none', 'A=b', []],
  ])('%s', (_, script, programs) => expect(readCommands(script).map(({ program }) => program)).toEqual(programs));

  it('tells which commands are piped into the next', () => {
    expect(readCommands('curl x 2>&1 | tee y | sh; a || b').map(({ program, isPiped }) => [program, isPiped])).toEqual([
      ['curl', true],
      ['tee', true],
      ['sh', false],
      ['a', false],
      ['b', false],
    ]);
  });
});

describe('withoutSudo', () => {
  it.each([
    ['sudo apt-get update', 'apt-get', ['update']],
    ['sudo -E A=b apt-get update', 'apt-get', ['update']],
    ['sudo -v', 'sudo', ['-v']],
    ['npm ci', 'npm', ['ci']],
  ])('%s', (script, program, words) => {
    expect(readCommands(script).map(withoutSudo)).toEqual([{ program, arguments: words, isPiped: false }]);
  });
});
