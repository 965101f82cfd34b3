import { headerFields } from '../../header-fields.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';
import { rLicenses } from './r-licenses.ts';

/** What the `DESCRIPTION` of an installed package says. */
export type RPackage = {
  readonly name: string;
  readonly version: string;
  readonly licenses: readonly string[];
  /** `base` and `recommended` are parts of R itself. */
  readonly priority?: string;
  /** `CRAN` and the like. */
  readonly repository?: string;
  readonly isBioconductor?: true;
  /** Commit of the repository that it was installed from. */
  readonly commit?: string;
};

/** Told what is wrong with a description, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const wanted = new Set(['package', 'version', 'license', 'priority', 'repository', 'biocviews', 'built', 'remotesha']);
/** "Writing R Extensions" 1.1.1. */
const namePattern = /^[A-Za-z][A-Za-z0-9.]{0,254}$/;
const versionPattern = /^\d{1,16}(?:[.-]\d{1,16}){0,20}$/;
/** Installed with R itself, without the field that tells installed packages from sources; R does not list it either. */
const translations = 'translations';

/**
 * Reads a `DESCRIPTION` file ("Writing R Extensions" 1.1.1) in `directory`, the path of the package. Sources, which have no
 * `Built` field, are passed over; that they are none is a problem only in a library, where everything is installed.
 */
export function parseDescription(text: string, directory: string, problem: ReportProblem): RPackage | undefined {
  const fields = headerFields(text, wanted);
  const first = (name: string) => fields.get(name)?.[0];
  const name = first('package') ?? '';
  const built = first('built');
  if (built === undefined) {
    if (isInLibrary(directory) && name !== translations) {
      const message = `the DESCRIPTION of ${quote(name)} has no "Built" field, as each installed package has: it is left out`;
      problem('catalog/manifest-unreadable', message);
    }
    return undefined;
  }
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of an R package: it is left out`);
    return undefined;
  }
  const version = first('version') ?? '';
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(version)}: it is left out`);
    return undefined;
  }
  return {
    name,
    version,
    licenses: rLicenses(first('license')),
    ...shortText('priority', first('priority')),
    ...shortText('repository', first('repository')),
    ...(first('biocviews') !== undefined && { isBioconductor: true }),
    ...shortText('commit', first('remotesha')),
  };
}

/** `…/library/NAME`, `…/site-library/NAME`. */
function isInLibrary(directory: string): boolean {
  return directory.split('/').at(-2)?.endsWith('library') === true;
}
