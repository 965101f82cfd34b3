import { DatabaseSync } from 'node:sqlite';

/** The revision of whatever build is at a path, also one of another format, so that revisions go on rising; 0 where none can be read. */
export function lastRevision(path: string): number {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const revision = Number(database.prepare("SELECT value FROM meta WHERE name = 'revision'").get()?.value);
      return Number.isSafeInteger(revision) && revision > 0 ? revision : 0;
    } finally {
      database.close();
    }
  } catch {
    return 0;
  }
}
