import { headerFields } from '../../header-fields.ts';
import { quote } from '../../quote.ts';
import { metadataLicenses } from './metadata-licenses.ts';
import { nameFromHome } from './metadata-path.ts';

/** What the metadata of an installed package says. */
export type PythonPackage = {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
};

/** Told what is wrong with metadata, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const wanted = new Set(['name', 'version', 'license', 'license-expression', 'classifier']);
const maxNameLength = 214;
/** "Names and normalization" of packaging.python.org. */
const namePattern = /^(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9])$/;
/** Any one word: packages older than PEP 440 have versions that are none; the version scheme says which are. */
const versionPattern = /^[!-~]{1,256}$/;

/**
 * Reads a `METADATA` or `PKG-INFO` file (packaging.python.org, "Core metadata specifications") that belongs to `home`. Where it
 * gives no name or version, that of its directory is taken, as pip does, and a problem noted; undefined where neither does.
 */
export function parseMetadata(text: string, home: string, problem: ReportProblem): PythonPackage | undefined {
  const headers = headerFields(text, wanted);
  const first = (name: string) => headers.get(name)?.[0];
  const inferred = nameFromHome(home);
  const name = [first('name'), inferred.name].find(isName);
  const version = [first('version'), inferred.version].find(isVersion);
  if (name === undefined) {
    problem(
      'catalog/package-name-invalid',
      `${quote(first('name') ?? '')} is no name of a Python package: it is left out`,
    );
    return undefined;
  }
  if (version === undefined) {
    const message = `package ${name} has the version ${quote(first('version') ?? '')}: it is left out`;
    problem('catalog/package-version-invalid', message);
    return undefined;
  }
  if (!isName(first('name')) || !isVersion(first('version'))) {
    const message = `the metadata gives no name or no version: ${name} ${version} are taken from the name of its directory`;
    problem('catalog/manifest-unreadable', message);
  }
  const licenses = metadataLicenses({
    expression: first('license-expression'),
    license: first('license'),
    classifiers: headers.get('classifier') ?? [],
  });
  return { name, version, licenses };
}

function isName(text: string | undefined): text is string {
  return text !== undefined && text.length <= maxNameLength && namePattern.test(text);
}

function isVersion(text: string | undefined): text is string {
  return text !== undefined && versionPattern.test(text);
}
