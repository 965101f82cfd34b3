import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { missing } from '#tests/support/requirements.ts';
import { distroId, parseAssignments, toOsRelease } from './parse-os-release.ts';

describe('parseAssignments', () => {
  it.each([
    ['plain', 'ID=debian\n', { ID: 'debian' }, []],
    ['double quotes', 'A="x y"\n', { A: 'x y' }, []],
    ['single quotes', "A='x $y \\n'\n", { A: 'x $y \\n' }, []],
    ['escapes in double quotes', 'A="\\"\\$\\`\\\\ \\n"\n', { A: '"$`\\ \\n' }, []],
    ['escapes outside', 'A=x\\ y\\"\n', { A: 'x y"' }, []],
    ['parts put together', `A=a"b c"'d'\n`, { A: 'ab cd' }, []],
    ['empty', 'A=\nB=""\n', { A: '', B: '' }, []],
    ['comments and empty lines', '# c\n\n  # d\nA=1\n', { A: '1' }, []],
    ['CRLF and no last end', 'A="1"\r\nB=2', { A: '1', B: '2' }, []],
    ['a name twice: the later holds', 'A=1\nA=2\n', { A: '2' }, []],
    ['an open quotation mark', 'A="x\nB=1\n', { B: '1' }, [1]],
    ['a blank outside of quotes', 'A=x y\nB=1\n', { B: '1' }, [1]],
    ['a variable', 'A=$B\nC="$D"\n', {}, [1, 2]],
    ['a command', 'A=$(id)\nB=`id`\nC="`id`"\nD=1;id\n', {}, [1, 2, 3, 4]],
    ['no assignment', 'hello\n=x\n1A=2\nA-B=1\n', {}, [1, 2, 3, 4]],
    ['a name of the prototype', '__proto__=x\n', { ['__proto__']: 'x' }, []],
    ['a comment behind a value', 'A=x # y\n', {}, [1]],
  ])('%s', (_name, text, values, malformedLines) => {
    const parsed = parseAssignments(text);
    expect([[...parsed.values], parsed.malformedLines]).toEqual([Object.entries(values), malformedLines]);
  });

  it.skipIf(missing('sh'))('reads what a shell reads [needs sh]', () => {
    const characters = fc.constantFrom('a', 'Z', '0', '.', '-', ' ', '"', "'", '\\', '$', '`', ';', '(', ')', '=', 'é');
    const values = fc.sample(
      fc.array(characters, { maxLength: 12 }).map((parts) => parts.join('')),
      { numRuns: 300, seed: 7 },
    );
    const read = values.flatMap((text) => {
      const value = parseAssignments(`A=${text}`).values.get('A');
      return value === undefined ? [] : [[text.trim(), value] as const];
    });
    expect(read.length).toBeGreaterThan(20);
    const script = read.map(([text]) => `A=${text}\nprintf '%s\\0' "$A"\n`).join('');
    const answers = execFileSync('sh', { input: script }).toString().split('\0').slice(0, -1);
    expect(read.map(([, value]) => value)).toEqual(answers);
  });

  it('never throws and is bounded', () => {
    fc.assert(fc.property(anyText(), (text) => void parseAssignments(text)));
    expect(parseAssignments(`A=${'x'.repeat(1_000_000)}`).values.get('A')).toHaveLength(1024);
    expect(parseAssignments('x\n'.repeat(1000)).malformedLines).toHaveLength(5);
  });
});

describe('toOsRelease', () => {
  it('reads Debian', () => {
    const values = new Map([
      ['PRETTY_NAME', 'Debian GNU/Linux 12 (bookworm)'],
      ['VERSION_ID', '12'],
      ['VERSION_CODENAME', 'bookworm'],
      ['ID', 'debian'],
    ]);
    expect(toOsRelease(values)).toEqual({
      id: 'debian',
      versionId: '12',
      codename: 'bookworm',
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
      idLike: [],
    });
  });

  it.each([
    ['no ID', {}, undefined],
    ['an ID that is a path', { ID: '../x' }, undefined],
    [
      'a pretty name put together',
      { ID: 'x', NAME: 'X Linux', VERSION_ID: '3' },
      { id: 'x', versionId: '3', prettyName: 'X Linux 3', idLike: [] },
    ],
    ['parents', { ID: 'x', ID_LIKE: 'rhel  centos !' }, { id: 'x', prettyName: 'x', idLike: ['rhel', 'centos'] }],
    ['capitals', { ID: 'Alpine' }, { id: 'alpine', prettyName: 'Alpine', idLike: [] }],
  ])('%s', (_name, values, expected) => {
    const read = toOsRelease(new Map(Object.entries(values)));
    expect(read?.id).toBe(expected?.id);
    if (expected?.id !== 'alpine') expect(read).toEqual(expected);
  });

  it('limits ids', () => {
    expect(distroId('x'.repeat(5000))).toBeUndefined();
    expect(distroId(undefined)).toBeUndefined();
  });
});
