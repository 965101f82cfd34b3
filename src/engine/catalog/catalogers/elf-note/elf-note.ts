import type { Distro } from '#core/distro.ts';
import { formatPurl } from '#core/purl.ts';
import type { FileHead, LayerFile } from '#engine/image/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { distroOfPackages, unknownEcosystem } from '../../distro-packages.ts';
import { executableFormat } from '../../executables/executable-format.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { type SystemPackageFacts, systemPackage } from '../../system-package.ts';
import { findPackageNote } from './find-notes.ts';
import { type PackageNote, parsePackageNote } from './package-note.ts';

const systemTypes: ReadonlySet<string> = new Set<SystemPackageFacts['type']>(['deb', 'rpm', 'apk', 'alpm']);
const isSystemType = (type: string): type is SystemPackageFacts['type'] => systemTypes.has(type);

/**
 * System packages of which a program was copied into the image, as the note says that the distro's build left in it: all of Fedora's,
 * Azure Linux's and newer Ubuntu's programs have one. Those that a package manager installed are listed by its database.
 */
export const elfNote = {
  name: 'elf-note',
  version: 1,
  about: {
    title: 'programs copied out of packages of Fedora, Azure Linux, Ubuntu and others, by their package note',
    reads: ['programs (ELF), known by their first bytes: their notes'],
    gives: ['source package', 'architecture'],
    limits: [
      'packages that a package manager installed are left to it',
      'those of another distro than the image’s are not looked up',
    ],
  },
  wants: () => false,
  wantsContent: ({ head }: FileHead) => executableFormat(head) === 'elf',
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<PackageNote>[], { distro }: AssembleContext) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path, distro))),
} as const satisfies CatalogerPlugIn<PackageNote>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<PackageNote | undefined> {
  const text = await findPackageNote(file);
  if (text === undefined) return undefined;
  const note = parsePackageNote(text);
  if (note === undefined) {
    const message = `the note of ${file.path} on the package that it is part of names none`;
    context.problem('catalog/manifest-unreadable', message, { affectsCoverage: false });
  }
  return note;
}

function toPackage(note: PackageNote, path: string, distro: Distro | undefined): CatalogedPackage {
  const { type, name, version, architecture, os, osVersion } = note;
  if (!isSystemType(type)) {
    const purl = formatPurl({ type: 'generic', name, version });
    return { purl, type: 'generic', ecosystem: 'binary', name, version, licenses: [], details, paths: [path] };
  }
  const facts = { type, name, version, architecture, source: { name, version }, details, path };
  const own = distroOfPackages(type, distro);
  const isOfDistro = os === undefined || (os === distro?.id && (osVersion ?? distro.versionId) === distro.versionId);
  if (isOfDistro && own.ecosystem !== unknownEcosystem) return systemPackage(facts, own);
  const qualifier = osVersion === undefined ? os : `${os}-${osVersion}`;
  return systemPackage(facts, { ecosystem: 'binary', namespace: os, qualifier });
}

const details = { kind: 'elf-note' } as const;
