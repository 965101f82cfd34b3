import { textLines } from '../../text-lines.ts';
import { rubyStrings } from './ruby-literals.ts';

/** A gem as its specification describes it. `platform` is left out where it is pure Ruby. */
export type Gem = {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  readonly licenses: readonly string[];
};

/** What RubyGems allows (Gem::Specification::VALID_NAME_PATTERN, Gem::Version::VERSION_PATTERN). */
const namePattern = /^[A-Za-z0-9._-]{1,200}$/;
const versionPattern = /^[0-9]+(?:\.[0-9A-Za-z]+){0,30}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+){0,30})?$/;
const platformPattern = /^[A-Za-z0-9._-]{1,100}$/;
const maxVersionLength = 200;
const maxLicenses = 50;
const maxLicenseLength = 200;

/**
 * Reads a specification as RubyGems writes it when it installs a gem (Gem::Specification#to_ruby: one assignment of literals a line, behind a
 * comment `# stub: name version platform paths`), without evaluating it. Undefined where name and version are no literals, as in
 * specifications that people write.
 */
export function parseGemspec(text: string): Gem | undefined {
  const values = new Map<string, readonly string[]>();
  let stub: readonly string[] = [];
  for (const line of textLines(text)) {
    if (line.startsWith(stubMark) && stub.length === 0) stub = line.slice(stubMark.length).split(' ');
    const assignment = /^\s{0,20}[a-z]\w{0,20}\.(name|version|platform|licenses?)\s{0,20}=(?!=)/.exec(line);
    const key = assignment?.[1]?.replace('licenses', 'license');
    if (key === undefined || values.has(key)) continue;
    values.set(key, rubyStrings(line.slice(assignment?.[0].length)));
  }
  const name = values.get('name')?.[0] ?? stub[0];
  const version = values.get('version')?.[0] ?? stub[1];
  const platform = values.get('platform')?.[0] ?? stub[2] ?? 'ruby';
  if (name === undefined || version === undefined || !namePattern.test(name) || !isVersion(version)) return undefined;
  const licenses = (values.get('license') ?? []).filter((one) => one !== '' && one.length <= maxLicenseLength);
  return {
    name,
    version,
    ...(platform !== 'ruby' && platformPattern.test(platform) && { platform }),
    licenses: [...new Set(licenses)].slice(0, maxLicenses),
  };
}

const stubMark = '# stub: ';

function isVersion(text: string): boolean {
  return text.length <= maxVersionLength && versionPattern.test(text);
}
