import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../../parse-json.ts';
import { parseToml } from '../../../parse-toml.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** Pipenv's lock file (pipenv.pypa.io, "Pipfile.lock"). */
export const pipfileLock: LockFormat = {
  name: 'Pipfile.lock',
  ecosystem: 'pypi',
  purlType: 'pypi',
  matches: named('Pipfile.lock'),
  read: (text) => {
    const value = parseJson(text);
    return isRecord(value) && isRecord(value.default) ? pinned(value.default) : undefined;
  },
};

function* pinned(group: Readonly<Record<string, unknown>>): Generator<LockedPackage> {
  for (const [name, one] of Object.entries(group)) {
    const version = isRecord(one) ? asString(one.version) : undefined;
    if (version?.startsWith('==') === true) yield { name, version: version.replace(/^={2,3}/, '') };
  }
}

const tomlNames = named('poetry.lock', 'uv.lock', 'pdm.lock');

/** Lock files of Poetry, uv, PDM and PEP 751: TOML with a table for each package. */
export const pythonTomlLocks: LockFormat = {
  name: 'poetry.lock, uv.lock, pdm.lock, pylock.toml',
  ecosystem: 'pypi',
  purlType: 'pypi',
  matches: (fileName) => tomlNames(fileName) || /^pylock(?:\.[\w-]{1,100})?\.toml$/.test(fileName),
  read: (text) => {
    const value = parseToml(text);
    if (value === undefined) return undefined;
    const packages = value.package ?? value.packages;
    const isLock = packages !== undefined || value.metadata !== undefined || value['lock-version'] !== undefined;
    return isLock || value.version !== undefined ? tomlPackages(packages) : undefined;
  },
};

const productionGroups = new Set(['main', 'default']);

function* tomlPackages(packages: unknown): Generator<LockedPackage> {
  for (const one of asRecords(packages)) {
    const groups = asStrings(one.groups);
    const isForDevelopment = groups.length > 0 && !groups.some((group) => productionGroups.has(group));
    if (isForDevelopment || one.category === 'dev' || isOwn(one.source)) continue;
    const name = asString(one.name) ?? '';
    const version = asString(one.version);
    // Of what is built from sources anew each time no version is locked.
    if (version !== undefined) yield { name, version };
  }
}

/** The application itself, or a member of its workspace. */
function isOwn(source: unknown): boolean {
  if (!isRecord(source)) return false;
  return ['virtual', 'editable', 'directory'].some((key) => key in source) || source.type === 'directory';
}
