import type { SourcePackage } from '#core/package.ts';
import { type Paragraph, paragraphs } from '../../paragraphs.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';

/** A package as dpkg's database has it. `status` is left out where it is `installed`. */
export type DpkgPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source?: { readonly name: string; readonly version: string };
  readonly status?: string;
  readonly maintainer?: string;
  readonly section?: string;
};

/** Told of each paragraph that is no package, with a code and what is wrong with it. */
export type ReportProblem = (code: string, message: string) => void;

const fields = new Set(['package', 'status', 'version', 'architecture', 'source', 'maintainer', 'section']);

/** What dpkg allows in names; a name is also that of a file (`info/NAME.list`), which makes 255 the longest. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** States in which none of a package's programs and libraries are there (dpkg(1), "Package states"). */
const absentStates = new Set(['not-installed', 'config-files']);
const presentStates = new Set([
  'installed',
  'half-installed',
  'unpacked',
  'half-configured',
  'triggers-awaited',
  'triggers-pending',
]);

/**
 * Reads dpkg's database of packages (`var/lib/dpkg/status`; deb-control(5) and dpkg-query(1)) and returns those whose files
 * are there, wholly or in part. A paragraph without `Status` is taken as installed: distroless images have such.
 */
export function parseStatus(text: string, problem: ReportProblem): readonly DpkgPackage[] {
  const packages: DpkgPackage[] = [];
  for (const paragraph of paragraphs(text, fields)) {
    const found = readPackage(paragraph, problem);
    if (found !== undefined) packages.push(found);
  }
  return packages;
}

function readPackage(paragraph: Paragraph, problem: ReportProblem): DpkgPackage | undefined {
  const name = paragraph.get('package') ?? '';
  const version = paragraph.get('version') ?? '';
  const status = stateOf(paragraph.get('status'));
  if (status !== undefined && absentStates.has(status)) return undefined;
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of a Debian package: the entry is left out`);
    return undefined;
  }
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(version)}: it is left out`);
    return undefined;
  }
  if (status !== undefined && !presentStates.has(status)) {
    problem(
      'catalog/package-state-unknown',
      `package ${name} has the state ${quote(status)}: it is taken as installed`,
    );
  }
  const architecture = paragraph.get('architecture') ?? '';
  const source = sourceOf(paragraph.get('source'), { name, version });
  return {
    name,
    version,
    ...(architecturePattern.test(architecture) && { architecture }),
    ...(source !== undefined && { source }),
    ...(status !== undefined && status !== 'installed' && { status: status.slice(0, 32) }),
    ...shortText('maintainer', paragraph.get('maintainer')),
    ...shortText('section', paragraph.get('section')),
  };
}

/** The third word of `Status: want flag state`. */
function stateOf(field: string | undefined): string | undefined {
  return field === undefined ? undefined : (field.split(/\s+/, 3)[2] ?? '');
}

/** `Source: name` or `Source: name (version)`; the version is given where it is not that of the package (binary rebuilds). */
function sourceOf(field: string | undefined, binary: SourcePackage): SourcePackage | undefined {
  const parenthesis = field?.indexOf('(') ?? -1;
  const name = (parenthesis < 0 ? field : field?.slice(0, parenthesis))?.trim() ?? '';
  if (!namePattern.test(name)) return undefined;
  const end = field?.indexOf(')', parenthesis) ?? -1;
  const version = parenthesis < 0 || end < 0 ? '' : (field?.slice(parenthesis + 1, end).trim() ?? '');
  return { name, version: versionPattern.test(version) ? version : binary.version };
}
