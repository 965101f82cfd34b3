import { execFileSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import semver from 'semver';
import yauzl from 'yauzl';

interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
}

/** As much of a record as the naive matcher looks at, read without any of the code that is measured. */
interface OsvRecord {
  readonly id: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly related?: readonly string[];
  readonly upstream?: readonly string[];
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string };
    readonly ranges?: readonly { readonly type: string; readonly events: readonly OsvEvent[] }[];
  }[];
}

/** Records of an OSV zip. */
export async function readRecords(path: string): Promise<readonly OsvRecord[]> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  const records: OsvRecord[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('.json')) records.push(JSON.parse(await text(await zip.openReadStreamPromise(entry))));
  }
  return records.filter(({ withdrawn }) => withdrawn === undefined);
}

export interface Installed {
  readonly name: string;
  readonly version: string;
}

/** What `package version CVE` the records make of npm packages, by node-semver: affected where any range holds. */
export function matchNpm(records: readonly OsvRecord[], installed: readonly Installed[]): ReadonlySet<string> {
  const below = (version: string, bound: string) => bound !== '0' && semver.lt(version, bound, { loose: true });
  return find(records, installed, (version, entries) =>
    entries.some(({ ranges = [] }) => ranges.some(({ events }) => holds(events, (bound) => below(version, bound)))),
  );
}

/** The same of rpm packages, by rpm itself: an erratum holds where the version is below all builds of its fix. */
export function matchRpm(
  records: readonly OsvRecord[],
  ecosystem: string,
  installed: readonly Installed[],
): ReadonlySet<string> {
  const pairs = new Set<string>();
  const ask = (answer: (version: string, bound: string) => boolean) =>
    find(
      records,
      installed,
      (version, entries) => {
        const fixes = entries.flatMap(({ ranges = [] }) =>
          ranges.flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])),
        );
        const isModular = (one: string) => one.includes('.module');
        const own = fixes.filter((fix) => isModular(fix) === isModular(version));
        return own.length > 0 && own.map((fix) => answer(version, fix)).every(Boolean);
      },
      ecosystem,
    );
  ask((version, bound) => pairs.add(`${version} ${bound}`) !== undefined);
  const isBelow = rpmBelow([...pairs]);
  return ask((version, bound) => isBelow.has(`${version} ${bound}`));
}

/** The same of Debian's source packages, by dpkg itself. */
export function matchDeb(
  records: readonly OsvRecord[],
  ecosystem: string,
  installed: readonly Installed[],
): ReadonlySet<string> {
  const ask = (isBelow: (version: string, bound: string) => boolean) =>
    find(
      records,
      installed,
      (version, entries) =>
        entries.some(({ ranges = [] }) =>
          ranges.some(({ events }) => holds(events, (bound) => bound !== '0' && isBelow(version, bound))),
        ),
      ecosystem,
    );
  const pairs = new Set<string>();
  ask((version, bound) => {
    pairs.add(`${version} ${bound}`);
    return false;
  });
  const below = dpkgBelow([...pairs]);
  return ask((version, bound) => below.has(`${version} ${bound}`));
}

/** Source packages at every bound of a release's records, and right before it. */
export function atBounds(records: readonly OsvRecord[], ecosystem: string): readonly Installed[] {
  const installed = records.flatMap(({ affected = [] }) =>
    affected
      .filter((one) => one.package?.ecosystem === ecosystem)
      .flatMap(({ package: of, ranges = [] }) =>
        ranges
          .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
          .flatMap((fixed) => [fixed, `${fixed}~`])
          .map((version) => ({ name: of?.name ?? '', version })),
      ),
  );
  return [...new Map(installed.map((one) => [`${one.name} ${one.version}`, one])).values()];
}

type Entries = NonNullable<OsvRecord['affected']>;

function find(
  records: readonly OsvRecord[],
  installed: readonly Installed[],
  isAffected: (version: string, entries: Entries) => boolean,
  ecosystem?: string,
): ReadonlySet<string> {
  const versions = Map.groupBy(installed, ({ name }) => name);
  const found = new Set<string>();
  for (const record of records) {
    const entries = Map.groupBy(record.affected ?? [], (one) => one.package?.name ?? '');
    for (const [name, all] of entries) {
      const some = ecosystem === undefined ? all : all.filter((one) => one.package?.ecosystem === ecosystem);
      for (const { version } of versions.get(name) ?? []) {
        if (some.length > 0 && isAffected(version, some))
          for (const cve of cvesOf(record)) found.add(`${name} ${version} ${cve}`);
      }
    }
  }
  return found;
}

function cvesOf({ id, aliases = [], upstream = [], related = [] }: OsvRecord): readonly string[] {
  const isCve = (name: string) => name.startsWith('CVE-');
  const own = [id, ...aliases, ...upstream].filter(isCve);
  return own.length > 0 ? own : related.filter(isCve);
}

/** Goes through the events as they stand, which these feeds keep in order. */
function holds(events: readonly OsvEvent[], isBelow: (bound: string) => boolean): boolean {
  let affected = false;
  for (const { introduced, fixed } of events) {
    if (introduced !== undefined && !isBelow(introduced)) affected = true;
    if (fixed !== undefined && !isBelow(fixed)) affected = false;
  }
  const last = events.find((event) => event.last_affected !== undefined)?.last_affected;
  return affected && (last === undefined || isBelow(`${last}-`) || isBelow(last));
}

/** The pairs of which rpm says that the first is older. */
function rpmBelow(pairs: readonly string[]): ReadonlySet<string> {
  const below = new Set<string>();
  for (let at = 0; at < pairs.length; at += 500) {
    const some = pairs.slice(at, at + 500).filter((pair) => /^[\w.:~^+-]+ [\w.:~^+-]+$/.test(pair));
    const lines = some.map((pair) => {
      const [a, b] = pair.split(' ');
      return `print(rpm.ver("${a}") < rpm.ver("${b}"))`;
    });
    // What is printed comes out without line breaks.
    const answers =
      execFileSync('rpm', ['--eval', `%{lua:${lines.join('\n')}}`], { encoding: 'utf8' }).match(/true|false/g) ?? [];
    if (answers.length !== some.length) throw new Error('rpm did not answer every question');
    for (const [index, pair] of some.entries()) if (answers[index] === 'true') below.add(pair);
  }
  return below;
}

/** The pairs of which dpkg says that the first is older. */
function dpkgBelow(pairs: readonly string[]): ReadonlySet<string> {
  const loop = 'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo "$a $b"; fi; done';
  const answer = execFileSync('sh', ['-c', loop], { input: `${pairs.join('\n')}\n`, encoding: 'utf8' });
  return new Set(answer.trim().split('\n'));
}
