import { isBerkeleyHash, readBerkeleyHash } from './berkeley-hash.ts';
import { type DatabaseEntry, damage } from './database-entry.ts';
import { isNdb, readNdb } from './ndb.ts';
import { isSqlite, readPackagesTable } from './sqlite.ts';

/**
 * Reads the headers of an rpm database in whichever of rpm's three formats it is, told by its first bytes. Damage ends the
 * reading of what it touches, and no more.
 */
export function* readDatabase(bytes: Uint8Array): Generator<DatabaseEntry> {
  if (bytes.length === 0) return;
  if (isSqlite(bytes)) yield* withinSize(readPackagesTable(bytes), bytes.length);
  else if (isNdb(bytes)) yield* withinSize(readNdb(bytes), bytes.length);
  else if (isBerkeleyHash(bytes)) yield* withinSize(readBerkeleyHash(bytes), bytes.length);
  else yield damage('it is neither a SQLite, an NDB nor a Berkeley DB hash database');
}

/** Stops where headers come to more than the file: they overlap then, and reading on could take for ever. */
function* withinSize(entries: Iterable<DatabaseEntry>, size: number): Generator<DatabaseEntry> {
  let total = 0;
  for (const entry of entries) {
    total += entry.kind === 'header' ? entry.bytes.length : 0;
    if (total > size) {
      yield damage('its entries overlap');
      return;
    }
    yield entry;
  }
}
