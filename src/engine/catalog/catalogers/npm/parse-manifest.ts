import { asString, isRecord } from '#core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { quote } from '../../quote.ts';

/** What a package's manifest says. `private` is left out where it is not true. */
export type NpmPackage = {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
  readonly private?: true;
};

/** Told what is wrong with a manifest, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const maxNameLength = 214;
const namePart = /^[A-Za-z0-9~!'()*_-][A-Za-z0-9~!'()*._-]*$/;
const maxVersionLength = 256;
/** Three numbers and what may follow them, as loosely as npm reads installed packages; the version scheme says which are versions. */
const version = /^\d{1,16}\.\d{1,16}\.\d{1,16}[0-9A-Za-z.+-]*$/;
const maxLicenses = 50;
const maxLicenseLength = 200;

/**
 * Reads the `package.json` (docs.npmjs.com/cli/configuring-npm/package-json) of a package installed as `installedAs`; one that
 * gives no name of its own has that of its directory, as for npm. Undefined, and a problem, where it identifies no package.
 */
export function parseManifest(text: string, installedAs: string, problem: ReportProblem): NpmPackage | undefined {
  const manifest = parseJson(text);
  if (!isRecord(manifest)) {
    problem(
      'catalog/manifest-unreadable',
      `the package.json of ${installedAs} is no JSON object: the package is left out`,
    );
    return undefined;
  }
  const name = manifest.name === undefined ? installedAs : (asString(manifest.name)?.trim() ?? '');
  if (!isPackageName(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of an npm package: it is left out`);
    return undefined;
  }
  const written = asString(manifest.version)?.trim() ?? '';
  const plain = written.replace(/^[=v]/, '');
  if (plain.length > maxVersionLength || !version.test(plain)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(written)}: it is left out`);
    return undefined;
  }
  return {
    name,
    version: plain,
    licenses: licensesOf(manifest),
    ...(manifest.private === true && { private: true }),
  };
}

/**
 * Reads a `package.json` that npm has not installed where it is. Undefined, and no problem, where it gives no name and version of its own: many say
 * only how the files beside them are to be read (`{"type":"module"}`), or are templates.
 */
export function parseStandaloneManifest(text: string): NpmPackage | undefined {
  const manifest = parseJson(text);
  if (!isRecord(manifest) || asString(manifest.name) === undefined) return undefined;
  return parseManifest(text, '', () => {});
}

/** npm's rule for names, old ones (with capitals and `~!'()*`) included. */
function isPackageName(name: string): boolean {
  if (name.length > maxNameLength) return false;
  const parts = name.split('/');
  if (parts.length === 2 && parts[0]?.startsWith('@') === true) parts[0] = parts[0].slice(1);
  else if (parts.length !== 1) return false;
  return parts.every((part) => namePart.test(part));
}

/** `license: "MIT"`, `license: { type }`, `licenses: ["MIT", { type }]`: all three are met. */
function licensesOf(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  const given = [manifest.license, manifest.licenses].flat().slice(0, maxLicenses);
  const names = given
    .map((one) => (isRecord(one) ? (asString(one.type) ?? asString(one.name)) : asString(one))?.trim() ?? '')
    .filter((name) => name !== '' && name.length <= maxLicenseLength);
  return [...new Set(names)];
}
