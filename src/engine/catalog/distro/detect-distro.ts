import { type DistroRecognition, type Ecosystem, type OsRelease, recogniseDistro } from '#engine/ecosystems/index.ts';
import type { ComposedRecords } from '../compose-records.ts';
import { type BuildRecord, joinBuilds } from './build-info.ts';
import { type DistroRecord, distroReader } from './distro-reader.ts';
import { toOsRelease } from './parse-os-release.ts';
import {
  readAlpineRelease,
  readDebianVersion,
  readLsbRelease,
  readReleaseLine,
  releaseFileNames,
} from './release-files.ts';

type Records = ReadonlyMap<string, DistroRecord>;

/** Finds the distro of the finished image; undefined where nothing in it names one. */
export function detectDistro(
  finished: Pick<ComposedRecords, 'visible'>,
  ecosystems: readonly Ecosystem[],
): DistroRecognition | undefined {
  const records = new Map<string, DistroRecord>();
  for (const { path, record } of finished.visible(distroReader.name)) records.set(path, record as DistroRecord);
  const osRelease = readDistro(records);
  if (osRelease === undefined) return undefined;
  const recognition = recogniseDistro(osRelease, ecosystems);
  const redHatBuild = joinBuilds([...records.values()].filter(isBuildRecord));
  return redHatBuild === undefined ? recognition : { ...recognition, distro: { ...recognition.distro, redHatBuild } };
}

function isBuildRecord(record: DistroRecord): record is BuildRecord {
  return record.kind === 'content-sets' || record.kind === 'build-labels';
}

/** os-release first, in the order of os-release(5); then what distros had before it, the more telling first. */
export function readDistro(records: Records): OsRelease | undefined {
  const named =
    fromAssignments(records, 'etc/os-release', osReleaseOf) ??
    fromAssignments(records, 'usr/lib/os-release', osReleaseOf);
  if (named !== undefined) return withDebianCodename(named, records);
  const fallbacks = [
    fromAssignments(records, 'etc/lsb-release', readLsbRelease),
    fromLine(records, 'etc/alpine-release', readAlpineRelease),
    ...releaseFileNames.map((path) => fromLine(records, path, readReleaseLine)),
    // Last, since every derivative of Debian has it too.
    fromLine(records, 'etc/debian_version', readDebianVersion),
  ];
  return fallbacks.find((one) => one !== undefined);
}

const osReleaseOf = (values: Readonly<Record<string, string>>) => toOsRelease(new Map(Object.entries(values)));

/** Before its release, Debian's os-release has neither number nor, for long, a codename: `debian_version` has it. */
function withDebianCodename(osRelease: OsRelease, records: Records): OsRelease {
  if (osRelease.id !== 'debian' || osRelease.versionId !== undefined || osRelease.codename !== undefined)
    return osRelease;
  const codename = fromLine(records, 'etc/debian_version', readDebianVersion)?.codename;
  return codename === undefined ? osRelease : { ...osRelease, codename };
}

function fromAssignments(
  records: Records,
  path: string,
  read: (values: Readonly<Record<string, string>>) => OsRelease | undefined,
): OsRelease | undefined {
  const record = records.get(path);
  return record?.kind === 'assignments' ? read(record.values) : undefined;
}

function fromLine(
  records: Records,
  path: string,
  read: (line: string) => OsRelease | undefined,
): OsRelease | undefined {
  const record = records.get(path);
  return record?.kind === 'line' ? read(record.text) : undefined;
}
