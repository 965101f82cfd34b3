/** "plim" as SQLite's application id, by which a file is known as an advisory database. */
export const applicationId = 0x706c696d;

/** Grows whenever the tables, or what is written into them, change: a database of another version is built anew. */
export const formatVersion = 4;

/**
 * Tables of an advisory database. An ecosystem and release is a scope; a key is a package name in a scope, with all that
 * advisories state about it in one JSON list, since a look-up wants all of it and reading rows costs more than parsing. Whole advisories are kept apart, compressed in blocks, since they are rarely looked at.
 */
export const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE feeds (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, validators TEXT NOT NULL,
  fetched_at TEXT NOT NULL, first_hand INTEGER NOT NULL, records INTEGER NOT NULL, bad INTEGER NOT NULL, bad_records TEXT NOT NULL
);
CREATE TABLE failures (name TEXT PRIMARY KEY, error TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE advisories (
  id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, name TEXT NOT NULL, header TEXT NOT NULL,
  block INTEGER NOT NULL, slot INTEGER NOT NULL
);
CREATE TABLE bodies (id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE scopes (id INTEGER PRIMARY KEY, ecosystem TEXT NOT NULL, release TEXT NOT NULL, UNIQUE (ecosystem, release));
CREATE TABLE keys (
  scope INTEGER NOT NULL, name TEXT NOT NULL, hash BLOB NOT NULL, statements TEXT NOT NULL, PRIMARY KEY (scope, name)
) WITHOUT ROWID;
CREATE TABLE rated (vulnerability TEXT NOT NULL, advisory INTEGER NOT NULL, PRIMARY KEY (vulnerability, advisory)) WITHOUT ROWID;
CREATE TABLE scores (cve INTEGER PRIMARY KEY, feed INTEGER NOT NULL, score INTEGER NOT NULL, percentile INTEGER NOT NULL, day INTEGER);
CREATE TABLE exploits (
  vulnerability TEXT NOT NULL, feed INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (vulnerability, feed, seq)
) WITHOUT ROWID;
CREATE TABLE vulnerabilities (cve INTEGER NOT NULL, feed INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (cve, feed)) WITHOUT ROWID;
CREATE TABLE cycles (
  product TEXT NOT NULL, cycle TEXT NOT NULL, feed INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (product, cycle, feed)
) WITHOUT ROWID;
`;

/** Made once all rows are in, which is faster than keeping them up to date. */
export const indexes = 'CREATE INDEX advisories_by_name ON advisories (name)';

/** Statements in the order of the feeds, until they are sorted by key; in a file of its own that is thrown away. */
export const stagingSchema = `
CREATE TABLE scratch.staging (
  scope INTEGER NOT NULL, name TEXT NOT NULL, advisory INTEGER NOT NULL, seq INTEGER NOT NULL, statement TEXT NOT NULL
);
`;
