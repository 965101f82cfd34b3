/** Why a tag has no result, in few words; each error code belongs to one. */
export const outcomeClasses = [
  'auth',
  'not-found',
  'rate-limited',
  'unreachable',
  'timeout',
  'media-type',
  'platform',
  'too-large',
  'corrupt',
  'interrupted',
  'settings',
  'unexpected',
] as const;
export type OutcomeClass = (typeof outcomeClasses)[number];

const codes: Readonly<Record<Exclude<OutcomeClass, 'unexpected'>, readonly string[]>> = {
  auth: ['registry/unauthorized', 'registry/forbidden', 'store/key-wrong'],
  'not-found': ['registry/not-found', 'image/not-found', 'image/blob-missing'],
  'rate-limited': ['registry/rate-limited'],
  unreachable: [
    'registry/unavailable',
    'registry/name-not-resolved',
    'registry/connection-refused',
    'registry/tls',
    'registry/proxy',
    'registry/not-a-registry',
    'registry/redirect-refused',
    'registry/address-refused',
  ],
  timeout: ['registry/timeout'],
  'media-type': ['image/not-an-image', 'image/unsupported-media-type', 'image/schema-1-unsupported'],
  platform: ['image/platform-not-found'],
  'too-large': ['registry/too-large', 'image/limit-exceeded', 'image/file-too-large'],
  corrupt: [
    'registry/digest-mismatch',
    'registry/size-mismatch',
    'registry/protocol',
    'registry/listing-endless',
    'image/blob-mismatch',
    'image/manifest-invalid',
    'image/config-invalid',
    'image/archive-invalid',
    'image/layer-truncated',
    'image/layer-malformed',
    'image/layer-compression-broken',
  ],
  interrupted: ['jobs/interrupted', 'jobs/cancelled'],
  settings: [
    'jobs/no-registry-for-reference',
    'jobs/repositories-not-listed',
    'registry/catalog-unsupported',
    'registry/invalid-settings',
    'registry/invalid-reference',
    'image/reference-invalid',
    'scan/bad-reference',
  ],
};

const classOfCode = new Map(
  Object.entries(codes).flatMap(([name, members]) => members.map((code) => [code, name] as const)),
);

/** The class of an error code; `unexpected` for one that nobody foresaw. */
export function outcomeClassOf(code: string): OutcomeClass {
  return (classOfCode.get(code) as OutcomeClass | undefined) ?? 'unexpected';
}

/** The error codes of a class; undefined for `unexpected`, which is all others. */
export function codesOf(name: OutcomeClass): readonly string[] | undefined {
  return name === 'unexpected' ? undefined : codes[name];
}

/** Error codes of all classes but `unexpected`. */
export const foreseenCodes: readonly string[] = [...classOfCode.keys()];

/** What is no image, or not of the platforms asked for, leaves nothing uncovered. */
export const uncountedCodes: readonly string[] = [...codes['media-type'], ...codes.platform];
