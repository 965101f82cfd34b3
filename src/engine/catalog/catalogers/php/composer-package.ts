import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { parsePhpArray } from './parse-php-array.ts';
import { member, type PhpValue, textMember } from './php-value.ts';

/** A package that Composer installed. `development` is left out where it is not true. */
export type ComposerPackage = {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
  readonly commit?: string;
  readonly development?: true;
};

/** Composer's names (getcomposer.org/doc/04-schema.md#name), with the capitals that old ones have. */
const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,100})\/[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,100})$/;
const versionPattern = /^[A-Za-z0-9][A-Za-z0-9_.+#/~@-]{0,200}$/;
const commitPattern = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const maxLicenses = 50;
const maxLicenseLength = 200;

/** What a list of Composer says: its packages, and what it says instead of one. */
export interface ComposerList {
  readonly packages: readonly ComposerPackage[];
  readonly invalid: readonly string[];
}

/** Reads `installed.json`, an array up to Composer 1, an object since; undefined where it is neither. */
export function parseInstalledJson(text: string): ComposerList | undefined {
  const value = parseJson(text);
  const list = isRecord(value) ? value.packages : value;
  if (!Array.isArray(list)) return undefined;
  const development = new Set(isRecord(value) ? asStrings(value['dev-package-names']) : []);
  return collected(
    asRecords(list).map((one) => ({
      name: asString(one.name) ?? '',
      version: asString(one.version) ?? '',
      licenses: typeof one.license === 'string' ? [one.license] : asStrings(one.license),
      commit: [one.source, one.dist]
        .map((from) => (isRecord(from) ? asString(from.reference) : undefined))
        .find(isCommit),
      development: development.has(asString(one.name) ?? ''),
    })),
  );
}

/**
 * Reads `installed.php`, which Composer 2 writes for programs that ask what is installed: no licences. Names that packages only provide or
 * replace have no version, and the project itself is no package.
 */
export function parseInstalledPhp(text: string): ComposerList | undefined {
  const value = parsePhpArray(text);
  const versions = member(value, 'versions');
  if (!(versions instanceof Map)) return undefined;
  const root = textMember(member(value, 'root'), 'name');
  const installed = [...versions].filter(
    ([name, one]) => name !== root && textMember(one, 'pretty_version') !== undefined,
  );
  return collected(installed.map(([name, one]) => fromPhp(name, one)));
}

function fromPhp(name: string, one: PhpValue): Candidate {
  return {
    name,
    version: textMember(one, 'pretty_version') ?? '',
    licenses: [],
    commit: textMember(one, 'reference'),
    development: member(one, 'dev_requirement') === true,
  };
}

interface Candidate {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
  readonly commit: string | undefined;
  readonly development: boolean;
}

function collected(candidates: readonly Candidate[]): ComposerList {
  const isValid = (one: Candidate) => namePattern.test(one.name) && versionPattern.test(one.version);
  const packages = candidates.filter(isValid).map(({ name, version, licenses, commit, development }) => ({
    name: name.toLowerCase(),
    version,
    licenses: [...new Set(licenses)]
      .filter((one) => one !== '' && one.length <= maxLicenseLength)
      .slice(0, maxLicenses),
    ...(isCommit(commit) && { commit }),
    ...(development && { development: true as const }),
  }));
  return {
    packages,
    invalid: candidates.filter((one) => !isValid(one)).map(({ name, version }) => `${name} ${version}`),
  };
}

function isCommit(text: string | undefined): text is string {
  return text !== undefined && commitPattern.test(text);
}
