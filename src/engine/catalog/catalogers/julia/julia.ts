import { asString } from '#core/json.ts';
import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { parseToml } from '../../parse-toml.ts';
import { quote } from '../../quote.ts';
import { readText } from '../../read-text.ts';
import { juliaPath } from './julia-path.ts';

/** One installed package. */
export type JuliaRecord = {
  readonly name: string;
  readonly version: string;
  readonly uuid: string;
  readonly standardLibrary?: true;
};

const maxProjectBytes = 1024 * 1024;
const namePattern = /^[\p{L}_][\p{L}\p{N}_!]{0,200}$/u;
const versionPattern = /^v?\d[0-9A-Za-z.+-]{0,100}$/;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Julia packages in any depot of the image, and Julia's standard library. */
export const julia = {
  name: 'julia',
  version: 1,
  about: {
    title: 'Julia packages, in any depot, and the standard library',
    reads: ['`**/packages/*/*/Project.toml`', '`**/stdlib/v*/*/Project.toml`'],
    gives: ['UUID'],
    limits: [
      'a standard library without version of its own has that of its Julia, two numbers',
      'project files past 1 MiB',
    ],
  },
  wants: (path) => juliaPath(path) !== undefined,
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<JuliaRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<JuliaRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<JuliaRecord | undefined> {
  const place = juliaPath(file.path);
  const text = await readText(file, maxProjectBytes, context);
  if (place === undefined || text === undefined) return undefined;
  const project = parseToml(text);
  if (project === undefined) {
    context.problem(
      'catalog/manifest-unreadable',
      `the project file of ${quote(place.name)} is no TOML: it is left out`,
    );
    return undefined;
  }
  const name = asString(project.name) ?? '';
  const uuid = asString(project.uuid) ?? '';
  if (!namePattern.test(name) || !uuidPattern.test(uuid)) {
    const message = `the project file of ${quote(place.name)} gives no name or no UUID, as each package's does: it is left out`;
    context.problem('catalog/package-name-invalid', message);
    return undefined;
  }
  const version = asString(project.version) ?? place.standardLibrary ?? '';
  if (!versionPattern.test(version)) {
    context.problem(
      'catalog/package-version-invalid',
      `package ${name} has the version ${quote(version)}: it is left out`,
    );
    return undefined;
  }
  return { name, version, uuid, ...(place.standardLibrary !== undefined && { standardLibrary: true }) };
}

function toPackage({ name, version, uuid, standardLibrary }: JuliaRecord, path: string): CatalogedPackage {
  return {
    purl: formatPurl({ type: 'julia', name, version, qualifiers: { uuid } }),
    type: 'julia',
    ecosystem: 'julia',
    name,
    version,
    licenses: [],
    details: { kind: 'julia', uuid, ...(standardLibrary === true && { standardLibrary }) },
    paths: [path],
  };
}
