import { textLines } from '../../../text-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Mix's lock file: an Elixir map, with an entry of Hex on a line of its own (hexdocs.pm/mix, `mix deps.get`). */
export const mixLock: LockFormat = {
  name: 'mix.lock',
  ecosystem: 'hex',
  purlType: 'hex',
  matches: named('mix.lock'),
  endsWithNewline: true,
  read: (text) => (text.trimStart().startsWith('%{') ? matching(text, mixEntry) : undefined),
};

/** Rebar3's lock file: Erlang terms, likewise (rebar3.org, "Lock Files"). */
export const rebarLock: LockFormat = {
  name: 'rebar.lock',
  ecosystem: 'hex',
  purlType: 'hex',
  matches: named('rebar.lock'),
  endsWithNewline: true,
  read: (text) =>
    /^\s{0,20}(?:\{"[\d.]{1,20}",\s{0,20}\[|\[\s{0,20}(?:\{<<|\]))/.test(text) ? matching(text, rebarEntry) : undefined,
};

const mixEntry = /^\s{0,8}"[^"]{1,200}":\s{0,4}\{:hex,\s{0,4}:"?(\w{1,200})"?,\s{0,4}"([^"]{1,100})"/;
const rebarEntry = /\{<<"[^"]{1,200}">>,\s{0,8}\{pkg,\s{0,8}<<"(\w{1,200})">>,\s{0,8}<<"([^"]{1,100})">>/;

function* matching(text: string, entry: RegExp): Generator<LockedPackage> {
  // Rebar breaks the line within an entry.
  const joined = entry === rebarEntry ? text.replace(/,\n\s{0,20}\{pkg,/g, ',{pkg,') : text;
  for (const line of textLines(joined)) {
    const [, name, version] = entry.exec(line.slice(0, 4000)) ?? [];
    if (name !== undefined && version !== undefined) yield { name, version };
  }
}
