import { describe, expect, it } from 'vitest';
import { findVersionScheme } from '#engine/versions/index.ts';
import { compareLines } from './compare-lines.ts';

async function answer(scheme: string, text: string): Promise<string> {
  const found = findVersionScheme(scheme);
  if (found === undefined) throw new Error(`no scheme ${scheme}`);
  const input = (async function* () {
    yield text;
  })();
  let answers = '';
  for await (const some of compareLines(input, found)) answers += some;
  return answers;
}

describe('compareLines', () => {
  it.each([
    ['less', '1.0 1.1', '<'],
    ['the same', '1.0 1.0.0', '='],
    ['more', '1.1 1.0', '>'],
    ['no version on the left', 'final 1.0', '?'],
    ['no version on the right', '1.0 final', '?'],
    ['tabs and more spaces', ' 1.0 \t 1.1 ', '<'],
    ['a Windows line break', '1.0 1.1\r', '<'],
    ['one version', '1.0', '?'],
    ['three versions', '1.0 1.1 1.2', '?'],
    ['an empty line', '', '?'],
    ['a line that is too long', `1.0 ${'1'.repeat(10_000)}`, '?'],
  ])('%s', async (_about, line, sign) => {
    expect(await answer('pep440', `${line}\n`)).toBe(`${sign}\n`);
  });

  it('answers each line, in order', async () => {
    expect(await answer('deb', '1.0~rc1 1.0\n1.0 1.0-0\n_ 1\n2 1')).toBe('<\n=\n?\n>\n');
  });
});
