import type { Distro } from '#core/distro.ts';
import { asString, asStrings, isRecord } from '#core/json.ts';
import { parsePurl } from '#core/purl.ts';
import { type DistroRecognition, type Ecosystem, type OsRelease, recogniseDistro } from '#engine/ecosystems/index.ts';
import type { SbomComponent, SbomDocument } from '../documents/sbom-document.ts';

/** Names that tools give to distros whose `ID` in os-release is another. */
const otherNames: Readonly<Record<string, string>> = {
  alma: 'almalinux',
  amazon: 'amzn',
  'cbl-mariner': 'mariner',
  'opensuse.leap': 'opensuse-leap',
  'opensuse.tumbleweed': 'opensuse-tumbleweed',
  oracle: 'ol',
  redhat: 'rhel',
};

/**
 * Finds the distro that a document speaks of: what Plimsoll wrote, else the operating system among its components, else what the purls of its system
 * packages say; undefined where nothing names one.
 */
export function findDistro(document: SbomDocument, ecosystems: readonly Ecosystem[]): DistroRecognition | undefined {
  const named =
    ownDistro(document.own?.distro) ??
    componentDistro(document.components, ecosystems) ??
    purlDistro(document.components, ecosystems);
  return named === undefined ? undefined : recogniseDistro(named, ecosystems);
}

function ownDistro(value: unknown): OsRelease | undefined {
  if (!isRecord(value)) return undefined;
  const id = asString(value.id);
  if (id === undefined) return undefined;
  return osRelease(id, asString(value.versionId), {
    codename: asString(value.codename),
    prettyName: asString(value.prettyName),
    idLike: asStrings(value.idLike),
  });
}

function componentDistro(
  components: readonly SbomComponent[],
  ecosystems: readonly Ecosystem[],
): OsRelease | undefined {
  const system = components.find(({ kind }) => kind === 'operating-system');
  if (system === undefined) return undefined;
  const syft = (name: string) => system.properties[`syft:distro:${name}`]?.[0];
  const id = distroId(syft('id') ?? system.name, ecosystems);
  return osRelease(id, syft('versionID') ?? system.version, {
    codename: syft('versionCodename'),
    prettyName: syft('prettyName'),
  });
}

/** The qualifier `distro`, `debian-12`, `alpine-3.18.4` or a codename, by the word of most packages; else the namespace alone. */
function purlDistro(components: readonly SbomComponent[], ecosystems: readonly Ecosystem[]): OsRelease | undefined {
  const counts = new Map<string, number>();
  for (const { kind, purl } of components) {
    const parts = kind === 'package' && purl !== undefined ? parsePurl(purl) : undefined;
    if (parts?.namespace === undefined || !isSystemType(parts.type, ecosystems)) continue;
    const key = `${parts.namespace}\n${parts.qualifiers?.distro ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) return undefined;
  const [namespace = '', qualifier = ''] = most[0].split('\n', 2);
  const [, name, version] = /^(?:(.*)-)?(v?\d[^-]*)$/.exec(qualifier.slice(0, 200)) ?? [];
  if (version !== undefined) return osRelease(distroId(name || namespace, ecosystems), version, {});
  return osRelease(distroId(namespace, ecosystems), undefined, {
    codename: qualifier === '' ? undefined : qualifier.split('-').at(-1),
  });
}

/** Tells whether packages of a purl type are a distro's. */
export function isSystemType(type: string, ecosystems: readonly Ecosystem[]): boolean {
  return ecosystems.some(({ distro, purlType }) => distro !== undefined && purlType === type);
}

/** The `ID` of os-release that a name stands for, which may be a purl namespace. */
function distroId(name: string, ecosystems: readonly Ecosystem[]): string {
  const id = name.trim().toLowerCase();
  const known = ecosystems.find(({ distro }) => distro?.osReleaseIds.includes(id));
  if (known !== undefined) return id;
  const byNamespace = ecosystems.find(({ distro }) => distro?.purlNamespace === id)?.distro?.osReleaseIds[0];
  return byNamespace ?? (Object.hasOwn(otherNames, id) ? otherNames[id] : undefined) ?? id;
}

function osRelease(
  id: string,
  versionId: string | undefined,
  rest: {
    readonly codename?: string | undefined;
    readonly prettyName?: string | undefined;
    readonly idLike?: readonly string[];
  },
): Pick<Distro, keyof OsRelease> {
  const { codename, prettyName, idLike = [] } = rest;
  return {
    id,
    prettyName: prettyName || [id, versionId ?? codename].filter(Boolean).join(' '),
    idLike,
    ...(versionId !== undefined && versionId !== '' && { versionId }),
    ...(codename !== undefined && codename !== '' && { codename }),
  };
}
