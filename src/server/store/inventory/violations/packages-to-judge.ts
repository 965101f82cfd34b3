import { type Kysely, sql } from 'kysely';
import { severities } from '#core/severity.ts';
import type { Tables } from '../../schema.ts';
import { columns } from '../../totals.ts';

/** As many are looked at, of which not more have findings than memory should hold at once. */
const packagesAtOnce = 5_000;
const findingsAtOnce = 20_000;

/** The next packages after a number whose findings can be held in memory together; one at least, none where there are no more. */
export async function packagesToJudge(db: Kysely<Tables>, after: number): Promise<readonly number[]> {
  const findings = sql.join(
    [...severities, 'hidden', 'suppressed'].map((name) => columns([name])),
    sql` + `,
  );
  const { rows } = await sql<{ id: number; findings: number }>`
    select id, ${findings} as findings from package where id > ${after} order by id limit ${packagesAtOnce}`.execute(
    db,
  );
  let sum = 0;
  const end = rows.findIndex((row, index) => {
    sum += row.findings;
    return index > 0 && sum > findingsAtOnce;
  });
  return (end < 0 ? rows : rows.slice(0, end)).map(({ id }) => id);
}
