import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { itSurvivesHostileFiles } from '#tests/support/hostile-files.ts';
import { missing } from '#tests/support/requirements.ts';
import { readTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { erlang } from './erlang.ts';
import { parseApplication } from './parse-application.ts';
import { type ErlangTerm, readTerm } from './read-term.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-erlang-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function evaluate(expression: string): string {
  return execFileSync('erl', ['-noshell', '-eval', `${expression}, halt().`]).toString();
}

/** `name version` of each resource file below a directory, as Erlang reads it. */
function consulted(root: string): string[] {
  const each =
    'case file:consult(F) of {ok, [{application, N, P}]} -> io:format("~ts ~ts~n", [N, proplists:get_value(vsn, P)]); _ -> ok end';
  const files = `filelib:fold_files("${root}", "\\\\.app$", true, fun(F, A) -> [F | A] end, [])`;
  return evaluate(`[${each} || F <- ${files}]`).split('\n').filter(Boolean).sort();
}

describe.skipIf(missing('erl', { optional: true }))('lists what Erlang reads [needs erl]', () => {
  it('of its own applications', async () => {
    const root = join(evaluate('io:format("~s", [code:root_dir()])'), 'lib');
    const expected = consulted(root);
    expect(expected.length).toBeGreaterThan(5);
    const { packages, problems } = await runCataloger(erlang, readTree(root));
    expect(problems).toEqual([]);
    expect(packages.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(expected);
    expect(new Set(packages.map(({ type }) => type))).toEqual(new Set(['otp']));
  }, 60_000);

  it('of applications with all that a term may hold, as Erlang prints them', async () => {
    const ebin = join(directory, 'lib/odd-1.0/ebin');
    mkdirSync(ebin, { recursive: true });
    const env = '[{a, <<"b}]">>}, {\'Q uoted\', $", -1.5e3, #{k => "v\\"\\\\", $} => []}}, {s, [8364, 10]}]';
    const term = `{application, odd, [{description, "An \\"odd\\" one %"}, {env, ${env}}, {vsn, "1.0.0-rc.1"}]}`;
    evaluate(`file:write_file("${ebin}/odd.app", io_lib:format("%% ~ts~n~tp.~n", ["{x", ${term}]))`);
    expect(consulted(directory)).toEqual(['odd 1.0.0-rc.1']);
    const { packages } = await runCataloger(erlang, readTree(directory));
    expect(packages).toMatchObject([
      { purl: 'pkg:hex/odd@1.0.0-rc.1', details: { kind: 'erlang', description: 'An "odd" one %' } },
    ]);
  }, 60_000);
});

const app = (properties: string, name = 'jason') => `{application,${name},[${properties}]}.`;

describe('parseApplication', () => {
  const parse = (text: string) => {
    const problems: string[] = [];
    return { found: parseApplication(text, (code) => problems.push(code)), problems };
  };

  it.each([
    ['a plain one', app('{vsn,"1.4.0"}'), { name: 'jason', version: '1.4.0', licenses: [] }],
    ['a quoted name', app('{vsn,"1"}', "'Elixir.Thing'"), { name: 'Elixir.Thing', version: '1', licenses: [] }],
    ['comments', `%% {\n${app('% "\n{vsn,"1"}')}`, { name: 'jason', version: '1', licenses: [] }],
    ['licences', app('{licenses,["MIT"]},{vsn,"1"}'), { name: 'jason', version: '1', licenses: ['MIT'] }],
    ['the first of two', app('{vsn,"1"},{vsn,"2"}'), { name: 'jason', version: '1', licenses: [] }],
    ['a nested vsn is none', app('{env,[{vsn,"9"}]},{vsn,"1"}'), { name: 'jason', version: '1', licenses: [] }],
  ])('%s', (_name, text, found) => {
    expect(parse(text)).toEqual({ found, problems: [] });
  });

  it.each([
    ['no version', app(''), 'catalog/package-version-invalid'],
    ['a version from git', app('{vsn,git}'), 'catalog/package-version-invalid'],
    ['a name with blanks', app('{vsn,"1"}', "'a b'"), 'catalog/package-name-invalid'],
    ['another tuple', '{release,"x",[]}.', 'catalog/manifest-unreadable'],
    ['a bracket too many', '{application,a]', 'catalog/manifest-unreadable'],
    ['nesting without end', `{application,a,${'['.repeat(10_000)}`, 'catalog/manifest-unreadable'],
  ])('%s: left out, with a problem', (_name, text, code) => {
    expect(parse(text)).toEqual({ found: undefined, problems: [code] });
  });
});

describe('readTerm', () => {
  const print = (term: ErlangTerm): string => {
    switch (term.kind) {
      case 'atom':
        return `'${term.text.replace(/['\\]/g, '\\$&')}'`;
      case 'string':
        return `"${term.text.replace(/["\\]/g, '\\$&')}"`;
      case 'other':
        return term.text;
      case 'tuple':
        return `{${term.members.map(print).join(', ')}}`;
      case 'list':
        return `[${term.members.map(print).join(',')}] % ]`.concat('\n');
      case 'binary':
        return `<<${term.members.map(print).join(',')}>>`;
    }
  };

  it('reads back what is written, and never throws', () => {
    const texts = fc.record({ kind: fc.constantFrom('atom', 'string'), text: anyText() });
    const { term } = fc.letrec<{ term: ErlangTerm }>((tie) => ({
      term: fc.oneof(
        { maxDepth: 5 },
        texts,
        fc.nat().map((number): ErlangTerm => ({ kind: 'other', text: String(number) })),
        fc.record({
          kind: fc.constantFrom('tuple', 'list', 'binary'),
          members: fc.array(tie('term'), { maxLength: 4 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(term, (one) => {
        expect(readTerm(`${print(one)}.`)).toEqual(one);
      }),
    );
    fc.assert(fc.property(anyText(), (text) => void readTerm(text)));
  });
});

describe('erlang', () => {
  it('opens resource files, and nothing else', async () => {
    const { opened, packages } = await runCataloger(erlang, {
      'app/lib/jason-1.4.0/ebin/jason.app': app('{vsn,"1.4.0"}'),
      'app/lib/jason-1.4.0/ebin/Elixir.Jason.beam': '',
      'app/lib/jason-1.4.0/src/jason.app.src': '',
      'Applications/Mail.app': '',
      'other/_build/prod/lib/jason/ebin/jason.app': app('{vsn,"1.4.0"}'),
    });
    expect(opened).toEqual(['app/lib/jason-1.4.0/ebin/jason.app', 'other/_build/prod/lib/jason/ebin/jason.app']);
    expect(packages).toMatchObject([{ purl: 'pkg:hex/jason@1.4.0', ecosystem: 'hex', paths: opened }]);
  });

  it('does not read files larger than any tool writes', async () => {
    const { opened, problems } = await runCataloger(erlang, { 'a/ebin/a.app': Buffer.alloc(3_000_000) });
    expect([opened, problems.map(({ code }) => code)]).toEqual([[], ['catalog/file-too-large']]);
  });

  itSurvivesHostileFiles(erlang, { 'a/ebin/jason.app': app('{description,"x"},{vsn,"1.4.0"},{env,[{a,<<"b">>}]}') });
});
