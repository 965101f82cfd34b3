import type { Advisory, Affected } from '#core/advisory.ts';
import { asString, asStrings, isRecord } from '#core/json.ts';
import type { FeedFiles, FeedRecord, ParseContext } from '../advisory-source.ts';
import { readJsonMembers } from '../feeds/read-json-members.ts';

/** Whose secdb it is: how its advisories are called, and which packages they are about. */
export interface SecdbPublisher {
  readonly ecosystem: string;
  readonly release?: string;
  /** Put before a CVE to name the distro's page on it. */
  readonly idPrefix: string;
}

/**
 * Reads a secdb (security.alpinelinux.org, "secdb"): for each source package, versions and the flaws that each mends; version `0`
 * lists flaws that the package never had. One advisory for each package and flaw.
 */
export async function* readSecdb(
  feed: FeedFiles,
  publisher: SecdbPublisher,
  { limits }: ParseContext,
): AsyncGenerator<FeedRecord> {
  for (const { path } of feed.files) {
    for await (const members of readJsonMembers(path, ['packages', '*'], limits)) {
      for (const member of members) {
        if ('fault' in member) yield { kind: 'bad', name: `package ${member.keys.join()}`, reason: member.fault };
        else yield* readPackage(member.value, feed.name, publisher);
      }
    }
  }
}

function* readPackage(value: unknown, source: string, publisher: SecdbPublisher): Generator<FeedRecord> {
  const pkg = isRecord(value) && isRecord(value.pkg) ? value.pkg : {};
  const { name, secfixes } = pkg;
  if (typeof name !== 'string' || name === '' || !isRecord(secfixes)) {
    yield { kind: 'bad', name: asString(name)?.slice(0, 80) || '(no name)', reason: 'is no package with secfixes' };
    return;
  }
  for (const [version, flaws] of Object.entries(secfixes)) {
    // Before 2018 a package without flaws had null in place of its list.
    if (flaws !== null && !Array.isArray(flaws)) {
      yield { kind: 'bad', name: `${name} ${version}`, reason: 'has no list of flaws' };
      continue;
    }
    for (const text of asStrings(flaws)) {
      const affected = affectedBefore(version, name, publisher);
      const advisories = namesIn(text).map((names) => ({
        ...advisoryOf(names, publisher),
        source,
        affected: [affected],
      }));
      for (const advisory of advisories) yield { kind: 'advisory', advisory };
      if (advisories.length === 0) {
        yield { kind: 'bad', name: `${name} ${version}: ${text.slice(0, 80)}`, reason: 'names no vulnerability' };
      }
    }
  }
}

/** `CVE-2020-1 XSA-1` is one flaw with two names; with several CVEs in a row, no other name is of one of them alone. */
function namesIn(text: string): readonly { readonly id: string; readonly others: readonly string[] }[] {
  const names = text.split(/\s+/).filter((name) => /^[A-Za-z0-9][\w.:-]{2,80}$/.test(name));
  const cves = names.filter((name) => /^CVE-\d{4}-\d{4,12}$/.test(name));
  const [only = names[0], ...more] = cves;
  if (only === undefined) return [];
  if (more.length > 0) return cves.map((id) => ({ id, others: [] }));
  return [{ id: only, others: names.filter((name) => name !== only) }];
}

function advisoryOf(
  { id, others }: { readonly id: string; readonly others: readonly string[] },
  { idPrefix }: SecdbPublisher,
): Omit<Advisory, 'source' | 'affected'> {
  const isCve = id.startsWith('CVE-');
  return {
    id: isCve ? `${idPrefix}${id}` : id,
    aliases: isCve && idPrefix === '' ? others : [],
    upstream: isCve && idPrefix !== '' ? [id, ...others] : [],
    related: [],
    summary: '',
    severities: [],
    cwes: [],
    references: [],
  };
}

function affectedBefore(version: string, packageName: string, { ecosystem, release }: SecdbPublisher): Affected {
  const common = {
    ecosystem,
    ...(release !== undefined && { release }),
    packageName,
    versions: [],
    severities: [],
  };
  if (version === '0') {
    return { ...common, status: 'not-affected', ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }] }] };
  }
  return { ...common, ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: version }] }] };
}
