import { hash } from 'node:crypto';
import type { Distro } from '#core/distro.ts';
import type { Package } from '#core/package.ts';
import { subjectOf } from '#engine/match/index.ts';

/** A distinct package as it is stored; `key` is a digest of all the rest. */
export interface PackageRow {
  readonly key: string;
  readonly ecosystem: string;
  readonly release: string | null;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly architecture: string | null;
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly licenses: readonly string[];
  readonly found_by: readonly string[];
  readonly details: Package['details'] | null;
  readonly origin?: Package['origin'];
  readonly owner?: string;
}

/** Packages are distinct where anything that is said of them differs; those of a distro also where its release does. */
export function packageRow(one: Package, distro: Distro | undefined): PackageRow {
  const facts = {
    ecosystem: one.ecosystem,
    release: subjectOf(one, distro).release ?? null,
    type: one.type,
    name: one.name,
    version: one.version,
    purl: one.purl,
    architecture: one.architecture ?? null,
    source_name: one.source?.name ?? null,
    source_version: one.source?.version ?? null,
    licenses: one.licenses,
    found_by: one.foundBy,
    details: one.details ?? null,
    // Left out, not null, so that installed packages keep the key that they had before there were others.
    ...(one.origin !== undefined && { origin: one.origin }),
    ...(one.owner !== undefined && { owner: one.owner }),
  };
  return { key: digestOf(facts), ...facts };
}

/** sha256 of a value as JSON, hexadecimal. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value));
}

/** The first 64 bits of {@link digestOf}: enough to notice that something has changed. */
export function shortDigestOf(value: unknown): string {
  return digestOf(value).slice(0, 16);
}
