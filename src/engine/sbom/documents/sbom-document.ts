import type { Json } from '#core/json.ts';

/** What a document says of one component, whatever its format. JSON, since it is cached for documents found in images. */
export type SbomComponent = {
  /** Files, and the sources that packages were built from, are left out by the formats' readers. */
  readonly kind: 'package' | 'operating-system' | 'image';
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** As written: SPDX expressions or names. */
  readonly licenses: readonly string[];
  /** Of the tools whose properties are known. */
  readonly properties: { readonly [name: string]: readonly string[] };
  /** SPDX's free text on where a package comes from. */
  readonly sourceInfo?: string;
  /** What Plimsoll wrote of a package beside what the format has members for, unchecked. */
  readonly own?: { readonly [field: string]: Json };
};

/** What a document says, whatever its format. JSON. */
export type SbomDocument = {
  /** `CycloneDX 1.6`. */
  readonly format: string;
  /** Names of the tools that made it. */
  readonly createdBy: readonly string[];
  /** What the document describes, where that is no package. */
  readonly root?: SbomComponent;
  readonly components: readonly SbomComponent[];
  /** What it says of its own completeness. */
  readonly completeness: 'complete' | 'incomplete' | 'unsaid';
  /** Why it is incomplete, `code: message`, where Plimsoll made it. */
  readonly statements: readonly string[];
  /** What Plimsoll wrote of the image, its layers and its distro, unchecked. */
  readonly own?: { readonly image?: Json; readonly layers?: readonly Json[]; readonly distro?: Json };
};

/** A format of SBOMs. `read` is given JSON that {@link SbomFormat.recognises} has accepted; wrong types within it are passed over. */
export interface SbomFormat {
  readonly name: string;
  recognises(json: Readonly<Record<string, unknown>>): boolean;
  read(json: Readonly<Record<string, unknown>>): SbomDocument;
}
