import type { CatalogContext } from '../../cataloger.ts';
import { paragraphs } from '../../paragraphs.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';

/** A package as opkg's files have it. */
export type OpkgPackage = {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly license?: string;
  readonly sourceName?: string;
  readonly maintainer?: string;
};

const fields = new Set(['package', 'version', 'status', 'architecture', 'license', 'sourcename', 'maintainer']);
const namePattern = /^[A-Za-z0-9][A-Za-z0-9+._-]{0,254}$/;
const versionPattern = /^[A-Za-z0-9.+~:_-]{1,512}$/;
const architecturePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/**
 * Reads a status or control file of opkg (git.yoctoproject.org/opkg, libopkg/pkg_parse.c): paragraphs as dpkg has them. A package
 * whose state (the third word of `Status`) is not that it is there is left out.
 */
export function parseOpkg(text: string, problem: CatalogContext['problem']): readonly OpkgPackage[] {
  const packages: OpkgPackage[] = [];
  for (const paragraph of paragraphs(text, fields)) {
    const name = paragraph.get('package') ?? '';
    const version = paragraph.get('version') ?? '';
    const state = paragraph.get('status')?.split(/\s+/, 3)[2];
    if (state !== undefined && absentStates.has(state)) continue;
    if (!namePattern.test(name) || !versionPattern.test(version)) {
      problem('catalog/package-invalid', `${quote(`${name} ${version}`)} is no package of opkg: it is left out`);
      continue;
    }
    const architecture = paragraph.get('architecture') ?? '';
    const sourceName = paragraph.get('sourcename') ?? '';
    packages.push({
      name,
      version,
      ...(architecturePattern.test(architecture) && { architecture }),
      ...shortText('license', paragraph.get('license')),
      ...(namePattern.test(sourceName) && sourceName !== name && { sourceName }),
      ...shortText('maintainer', paragraph.get('maintainer')),
    });
  }
  return packages;
}

const absentStates = new Set(['not-installed', 'config-files']);
