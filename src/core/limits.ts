const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

/** Every limit on foreign bytes, in one place. Sizes are bytes, times milliseconds. Each has a test that crosses it. */
export const defaultLimits = {
  /** A manifest or index (the distribution specification asks registries for at least 4 MiB). */
  maxManifestBytes: 4 * MiB,
  maxConfigBytes: 8 * MiB,
  /** Platforms of an index that are scanned where all are wanted. */
  maxIndexPlatforms: 100,
  /** A manifest or configuration that is kept so that it need not be asked for again. */
  maxKeptDocumentBytes: 256 * KiB,
  /** A page of a listing, a token answer, an error body. */
  maxResponseBytes: 8 * MiB,
  maxErrorBodyBytes: 64 * KiB,
  /** An answer of a Plimsoll service to its command line: a page of a listing, or a whole report. */
  maxServiceAnswerBytes: 256 * MiB,
  /** Pages followed in one listing before it is called endless. */
  maxListingPages: 10_000,
  maxRedirects: 5,
  /** Documents attached to one image. */
  maxReferrers: 200,
  maxLayers: 1_000,
  /** A layer as stored. */
  maxLayerBytes: 32 * GiB,
  /** A layer unpacked. */
  maxLayerUnpackedBytes: 64 * GiB,
  /** Unpacked over packed: what gzip or zstd bombs exceed; only asked past `compressionRatioGraceBytes`. */
  maxCompressionRatio: 200,
  compressionRatioGraceBytes: 256 * MiB,
  maxTarEntries: 3_000_000,
  maxTarPathBytes: 8 * KiB,
  maxTarHeaderBytes: 1 * MiB,
  /** A file that a cataloger reads whole. */
  maxFileBytes: 256 * MiB,
  /** An archive of an image that is uploaded to be scanned. */
  maxUploadBytes: 16 * GiB,
  /** What one layer's analysis may hold in memory at once. */
  maxBufferedBytes: 128 * MiB,
  /** An SBOM that is scanned, as a file; and the JSON values in it, of which each takes up to sixty bytes of memory. */
  maxSbomBytes: 128 * MiB,
  maxSbomValues: 5_000_000,
  /** A VEX document, as a file, and the JSON values in it. */
  maxVexBytes: 64 * MiB,
  maxVexValues: 4_000_000,
  /** A VEX document that is sent to a service, the JSON values in it, and the statements that a service keeps, of all documents together. */
  maxVexUploadBytes: 16 * MiB,
  maxVexUploadValues: 1_000_000,
  maxVexStatements: 200_000,
  /** A file of policies, and the JSON values in it. */
  maxPolicyBytes: 4 * MiB,
  maxPolicyValues: 200_000,
  /** An SBOM found in an image. */
  maxEmbeddedSbomBytes: 32 * MiB,
  maxEmbeddedSbomValues: 1_000_000,
  /** Archives in a layer (jars): what is held of one and those in it at once; one that is larger is read as it streams by. */
  maxArchiveBufferedBytes: 32 * MiB,
  maxArchiveDepth: 8,
  /** Entries that are read of an archive and those in it. */
  maxArchiveEntries: 100_000,
  /** A manifest or project description in an archive. */
  maxArchiveEntryBytes: 4 * MiB,
  /** What may be unpacked of an archive and those in it: so much, and so many times its own size. */
  archiveGraceBytes: 128 * MiB,
  maxArchiveRatio: 16,
  /** What a layer's cataloged records may come to, as JSON. */
  maxLayerRecordBytes: 64 * MiB,
  /** An advisory archive as fetched, one record in it, and all its records unpacked. */
  maxFeedBytes: 4 * GiB,
  maxAdvisoryBytes: 16 * MiB,
  maxFeedUnpackedBytes: 32 * GiB,
  /** An advisory database that is imported. */
  maxAdvisoryDatabaseBytes: 16 * GiB,
  /** Entries of an advisory archive, or lines of a list of scores. */
  maxFeedRecords: 5_000_000,
  /** By then the body of a request to the service has come, unless it is a file. */
  requestBodyTimeoutMs: 120_000,
  /** No byte of an uploaded file for this long ends its request. */
  uploadIdleTimeoutMs: 120_000,
  connectTimeoutMs: 10_000,
  /** No byte for this long ends a request. */
  idleTimeoutMs: 30_000,
} as const;

export type Limits = { readonly [Name in keyof typeof defaultLimits]: number };
