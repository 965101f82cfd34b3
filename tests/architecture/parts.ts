/** The parts of the system, each entered by its `index.ts`, and which other parts each may import besides `core`. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  core: [],
  'engine/registry': [],
  'engine/image': [],
  'engine/versions': [],
  'engine/secrets': [],
  'engine/vex': [],
  'engine/policy': [],
  'engine/zip': [],
  'engine/sbom': ['engine/ecosystems'],
  'engine/report': ['engine/sbom'],
  'engine/ecosystems': ['engine/versions'],
  'engine/catalog': ['engine/image', 'engine/ecosystems', 'engine/sbom', 'engine/secrets', 'engine/zip'],
  'engine/advisories': ['engine/versions', 'engine/ecosystems', 'engine/zip'],
  'engine/lifecycle': ['engine/advisories'],
  'engine/match': ['engine/versions', 'engine/ecosystems', 'engine/advisories'],
  engine: ['engine/*'],
  'server/store': ['engine', 'engine/*'],
  'server/notify': ['engine', 'engine/*'],
  'server/auth': ['engine', 'engine/*', 'server/store'],
  'server/jobs': ['engine', 'engine/*', 'server/store', 'server/notify'],
  'server/api': ['engine', 'engine/*', 'server/store', 'server/jobs', 'server/auth', 'server/notify'],
  // As a client of the service it speaks of what that answers in the types generated from openapi.json, as the screens do.
  cli: ['engine', 'engine/*', 'web/src/api/generated/models.ts'],
  main: ['engine', 'engine/*', 'server/*', 'cli'],
};

/** Folders whose sub-folders are plug-ins of one kind. */
export const plugInFolders = [
  'src/engine/registry/vendors',
  'src/engine/image/sources',
  'src/engine/ecosystems',
  'src/engine/catalog/catalogers',
  'src/engine/versions/schemes',
  'src/engine/advisories/sources',
  'src/engine/vex/documents',
  'src/engine/policy/conditions',
  'src/engine/report/formats',
  'src/server/jobs/handlers',
  'src/server/jobs/push-formats',
  'web/src/features',
] as const;

/** The part that a file under `src/` belongs to: `core`, `engine/catalog`, `engine` (its own files), `server/store`, … */
export function partOf(path: string): string | undefined {
  const [source, layer, part, ...rest] = path.split('/');
  if (source !== 'src' || layer === undefined || part === undefined) return undefined;
  return (layer === 'engine' || layer === 'server') && rest.length > 0 ? `${layer}/${part}` : layer;
}

/** Tells whether files of `part` may import files of `other`. */
export function mayImport(part: string, other: string): boolean {
  if (other === 'core' || other === part) return true;
  const allowed = allowedImports[part] ?? [];
  return allowed.includes(other) || (allowed.includes(`${other.split('/')[0]}/*`) === true && other.includes('/'));
}

/** The plug-in folder that a file lies in, `src/engine/catalog/catalogers/dpkg`, or undefined. */
export function plugInOf(path: string): string | undefined {
  const folder = plugInFolders.find((candidate) => path.startsWith(`${candidate}/`));
  if (folder === undefined) return undefined;
  const [name, ...rest] = path.slice(folder.length + 1).split('/');
  return rest.length > 0 ? `${folder}/${name}` : undefined;
}
