import { DatabaseSync } from 'node:sqlite';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { matchSubject } from '#engine/match/index.ts';

const path = '/tmp/w/adv/a.sqlite';
const d = new DatabaseSync(path, { readOnly: true });
const subjects = d
  .prepare(
    "SELECT k.name FROM keys k JOIN scopes s ON s.id = k.scope WHERE s.ecosystem = 'Alpine' AND s.release = 'v3.18' ORDER BY k.hash LIMIT 450",
  )
  .all()
  .map((r) => ({
    ecosystem: 'alpine',
    release: 'v3.18',
    name: String(r.name),
    version: process.argv[2] ?? '1.1.1-r0',
  }));
const db = openAdvisoryDatabase(path);
for (let i = 0; i < 20; i++) {
  const t = performance.now();
  let n = 0;
  for (const s of subjects) n += matchSubject(s, db).matches.length;
  console.log((performance.now() - t).toFixed(1), n);
}
for (const q of ['affecting']) {
  const t = performance.now();
  let n = 0;
  for (const s of subjects) n += db.affecting({ ecosystem: 'Alpine', release: 'v3.18', name: s.name }).length;
  console.log('affecting', (performance.now() - t).toFixed(1), n);
}
for (const q of [
  "SELECT f.advisory, f.statement FROM scopes s JOIN keys k ON k.scope = s.id AND k.name = 'x' JOIN affected f ON f.key = k.id WHERE s.ecosystem = 'Alpine' AND s.release IN ('v3.9', '')",
])
  console.log(
    d
      .prepare('EXPLAIN QUERY PLAN ' + q)
      .all()
      .map((r) => r.detail),
  );
