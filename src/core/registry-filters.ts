import type { Artifact } from './artifact-kind.ts';

/** Which tags of a registry are scanned. */
export interface RegistryFilters {
  /** Regular expressions (RE2) that `repository:tag` is searched for: what one finds is kept though `exclude` finds it too. */
  readonly include: readonly string[];
  /** Regular expressions (RE2): what one finds is dropped. */
  readonly exclude: readonly string[];
  /** 0 for any age. */
  readonly maxAgeDays: number;
  /** So many tags of each repository, the newest; 0 for all. */
  readonly newestTags: number;
  /** So many repositories, in the order of their names. */
  readonly maxRepositories: number;
  /** What `newest` goes by: when a tag was pushed (or its image made), or the version that it names. */
  readonly order: TagOrder;
}

export const tagOrders = ['date', 'version'] as const;
export type TagOrder = (typeof tagOrders)[number];

/** What holds for a registry of which nothing else is said. */
export const defaultFilters: RegistryFilters = {
  include: [],
  exclude: [],
  maxAgeDays: 90,
  newestTags: 5,
  maxRepositories: 500,
  order: 'date',
};

/** The most that filters may be set to. */
export const filterLimits = {
  maxAgeDays: 1825,
  newestTags: 100,
  maxRepositories: 20_000,
  patterns: 100,
  patternLength: 500,
} as const;

/** Why a tag is not scanned: which rule drops it, or that it names no image. */
export const dropRules = ['exclude', 'age', 'newest', 'repositories', 'not-an-image'] as const;
export type DropRule = (typeof dropRules)[number];

/** An image of a tag, of one platform. */
export interface TagImage {
  /** `os/architecture[/variant]`; empty where it is not known. */
  readonly platform: string;
  readonly digest: string;
  /** Bytes of its layers as stored. */
  readonly size?: number | undefined;
}

/** What is known of a tag before its image is read. */
export interface TagFacts {
  readonly tag: string;
  readonly digest?: string | undefined;
  readonly pushedAt?: Date | undefined;
  /** When its image was made. */
  readonly createdAt?: Date | undefined;
  /** Bytes of its layers as stored. */
  readonly size?: number | undefined;
  /** What it names, where that is known to be no image. */
  readonly artifact?: Artifact | undefined;
  /** Its images of the platforms that are wanted; undefined where nobody asked. */
  readonly images?: readonly TagImage[] | undefined;
}
