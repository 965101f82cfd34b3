import type { OwnedPaths, PackPaths } from '../../owned-paths.ts';
import { installedFiles } from './installed-files.ts';
import { parseRpmHeader, rpmTag } from './rpm-header.ts';

/** What a database says of one installed package. JSON, since it is cached. */
export type RpmPackage = {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch?: number;
  readonly architecture?: string;
  /** File name of the source package. */
  readonly sourceRpm?: string;
  readonly license?: string;
  readonly vendor?: string;
  /** `name:stream:version:context` of the module that it is part of. */
  readonly modularityLabel?: string;
  readonly files?: OwnedPaths;
};

/**
 * Reads a package from its header; undefined where that is broken or says no name, version or release. Its files are left out
 * where `packPaths` takes no more.
 */
export function parseRpmPackage(bytes: Uint8Array, packPaths: PackPaths): RpmPackage | undefined {
  const header = parseRpmHeader(bytes);
  const name = header?.text(rpmTag.name);
  const version = header?.text(rpmTag.version);
  const release = header?.text(rpmTag.release);
  if (header === undefined || !name || !version || !release) return undefined;
  const epoch = header.number(rpmTag.epoch);
  const files = packPaths(installedFiles(header));
  return {
    name,
    version,
    release,
    ...(epoch !== undefined && { epoch }),
    ...present('architecture', header.text(rpmTag.arch)),
    ...present('sourceRpm', header.text(rpmTag.sourceRpm)),
    ...present('license', header.text(rpmTag.license)),
    ...present('vendor', header.text(rpmTag.vendor)),
    ...present('modularityLabel', header.text(rpmTag.modularityLabel)),
    ...(files && { files }),
  };
}

function present<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value === undefined || value === '' || value === '(none)' ? {} : ({ [key]: value } as { [K in Key]: string });
}
