import type { LayerFile } from '#engine/image/index.ts';
import type {
  AssembleContext,
  CatalogContext,
  CatalogedPackage,
  CatalogerPlugIn,
  PlacedRecord,
} from '../../cataloger.ts';
import { type DistroOfPackages, distroOfPackages } from '../../distro-packages.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { noteTooManyFiles } from '../../owned-paths.ts';
import { systemPackage } from '../../system-package.ts';
import { decodeText } from '../../text-lines.ts';
import { copyrightLicenses } from './copyright-licenses.ts';
import type { DpkgRecord } from './dpkg-record.ts';
import { parseDiversions, parseFileList, parseMd5sums } from './file-lists.ts';
import { collectFacts, type DpkgFacts } from './package-facts.ts';
import { parseStatus } from './parse-status.ts';
import { dpkgFile } from './record-paths.ts';

/** A list of files that is read, bytes: that of a Linux kernel's source comes to a fifth. */
const maxListBytes = 32 * 1024 * 1024;

/** Debian packages: dpkg's database, its split form in distroless images, their lists of files, and copyright files for licences. */
export const dpkg = {
  name: 'dpkg',
  version: 2,
  about: {
    title: 'Debian packages (dpkg), also distroless',
    reads: [
      '`var/lib/dpkg/status`',
      '`var/lib/dpkg/status.d/*`',
      '`var/lib/dpkg/info/*.list`',
      '`var/lib/dpkg/diversions`',
      '`usr/share/doc/*/copyright`',
    ],
    gives: ['licences', 'architecture', 'source package', 'maintainer', 'section', 'files that it owns'],
  },
  wants: (path) => dpkgFile(path) !== undefined,
  catalog,
  assemble,
} as const satisfies CatalogerPlugIn<DpkgRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<DpkgRecord | undefined> {
  const about = dpkgFile(file.path);
  if (about === undefined) return undefined;
  if (about.kind === 'files' && file.size > maxListBytes) return noteTooManyFiles(context);
  const text = decodeText(await file.bytes());
  switch (about.kind) {
    case 'licenses':
      return { kind: 'licenses', licenses: copyrightLicenses(text) };
    case 'diversions':
      return { kind: 'diversions', diversions: parseDiversions(text) };
    case 'files': {
      const paths = about.format === 'list' ? parseFileList(text) : parseMd5sums(text);
      return paths === undefined ? noteTooManyFiles(context) : { kind: 'files', paths };
    }
    case 'packages':
      if (text !== '' && !text.endsWith('\n') && !file.path.includes('/status.d/')) noteTruncation(context);
      return { kind: 'packages', packages: parseStatus(text, context.problem) };
  }
}

function noteTruncation({ problem }: CatalogContext): void {
  problem('catalog/database-truncated', "dpkg's database ends in the middle of a line: packages may be missing");
}

function assemble(records: readonly PlacedRecord<DpkgRecord>[], context: AssembleContext): readonly CatalogedPackage[] {
  const distro = distroOfPackages('deb', context.distro);
  return mergeByPurl(collectFacts(records).map((facts) => toPackage(facts, distro)));
}

function toPackage({ one, path, licenses, files }: DpkgFacts, distro: DistroOfPackages): CatalogedPackage {
  const { name, version, architecture, source = { name, version }, ...details } = one;
  const facts = { type: 'deb', name, version, architecture, source, licenses, path } as const;
  return systemPackage({ ...facts, details: { kind: 'deb', ...details }, ...(files && { files }) }, distro);
}
