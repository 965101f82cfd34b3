import { advisorySources } from '#engine/advisories/sources/index.ts';
import type { CatalogerPlugIn } from '#engine/catalog/index.ts';
import { catalogers } from '#engine/catalog/index.ts';
import { type Ecosystem, ecosystems } from '#engine/ecosystems/index.ts';
import { registryVendors } from '#engine/registry/index.ts';
import { reportFormats } from '#engine/report/index.ts';
import { markdownTable } from './markdown-table.ts';

const allCatalogers: readonly CatalogerPlugIn[] = catalogers;
const allEcosystems: readonly Ecosystem[] = ecosystems;

/** `docs/reference/supported.md`: what is read, matched and spoken with, from the plug-in arrays. */
export function supportedPage(): string {
  const readers = allCatalogers.map(({ name, about }) => [
    about.title,
    about.reads.join('<br>'),
    about.gives.join(', '),
    (about.limits ?? []).join('; '),
    `\`${name}\``,
  ]);
  const [distros, languages] = [true, false].map((isDistro) =>
    allEcosystems.filter(({ distro }) => (distro !== undefined) === isDistro),
  );
  return `# What Plimsoll supports

Generated from the code by \`npm run generate\`.

## Software that is read

Nothing but the files named here is opened, in any layer. A file that cannot be read is named in the report, whose coverage is then not complete.

${markdownTable(['Software', 'Files', 'Besides name, version and purl', 'Limits', 'Cataloger'], readers)}
## Distros

${markdownTable(
  [
    'Distro',
    'os-release ID',
    'Package type',
    'Version order',
    'Name in advisories (OSV)',
    'Followed by',
    'Releases known',
  ],
  (distros ?? []).map(({ displayName, distro, purlType, osvName, versionScheme }) => [
    displayName,
    (distro?.osReleaseIds ?? []).map((id) => `\`${id}\``).join(', '),
    purlType,
    versionScheme ?? '',
    osvName ?? 'cannot be looked up',
    (distro?.derivatives ?? []).flatMap(({ osReleaseIds }) => osReleaseIds.map((id) => `\`${id}\``)).join(', '),
    distro?.rolling === true ? 'rolling' : (distro?.releases ?? []).map(({ id }) => id).join(', '),
  ]),
)}
## Languages and other ecosystems

${markdownTable(
  ['Ecosystem', 'purl type', 'Name in advisories (OSV)', 'Version order'],
  (languages ?? []).map(({ displayName, purlType, osvName, versionScheme }) => [
    displayName,
    purlType,
    osvName ?? 'none that could be loaded',
    versionScheme ?? '',
  ]),
)}
## Advisory sources

${markdownTable(
  ['Source', 'Home', 'Licence', 'Name'],
  advisorySources.map(({ name, displayName, homepage, licence }) => [displayName, homepage, licence, `\`${name}\``]),
)}
## Registries

${markdownTable(
  ['Type', 'Name'],
  registryVendors.map(({ name, displayName }) => [displayName, `\`${name}\``]),
)}
## Report formats

${markdownTable(
  ['Format', '`--format`', 'Media type'],
  reportFormats.map(({ name, displayName, mediaType }) => [displayName, `\`${name}\``, `\`${mediaType}\``]),
)}`;
}
