import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { expectCounted } from '#tests/support/estate/expect-counted.ts';
import { expectExcepted } from '#tests/support/estate/expect-excepted.ts';
import { expectJudged } from '#tests/support/estate/expect-judged.ts';
import { expectListed } from '#tests/support/estate/expect-listed.ts';
import { Happenings } from '#tests/support/estate/happenings.ts';
import { type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { createRandom } from '#tests/support/estate/random.ts';

const steps = 16;
let estate: OpenEstate | undefined;
afterEach(async () => {
  await estate?.close();
  estate = undefined;
});

describe('all counts that are kept', () => {
  it.each([1, 2])('are those of what is stored, whatever happens in whatever order (%i)', async (seed) => {
    estate = await openEstate();
    const { db } = estate.database;
    const random = createRandom(seed);
    const happenings = new Happenings(estate, random);
    await happenings.update();
    for (let count = 0; count < 12; count += 1) await happenings.store();
    const kinds = Object.keys(happenings.all);
    const happened: string[] = [];
    const seen = { critical: false, suppressed: false, decided: false, excepted: false };
    for (let step = 0; step < steps; step += 1) {
      // Each comes at least once.
      const kind = kinds[step % kinds.length] ?? '';
      const other = kinds[random.below(kinds.length)] ?? '';
      for (const one of [kind, other]) {
        happened.push(one);
        await happenings.all[one]?.();
      }
      await expectCounted(db, `after ${happened.join(', ')}`);
      await expectListed(db);
      await expectJudged(estate, `after ${happened.join(', ')}`);
      seen.excepted ||= (await expectExcepted(db, happenings.today, `after ${happened.join(', ')}`)) > 0;
      const { rows } = await sql<typeof seen>`
        select sum(critical) > 0 as critical, sum(suppressed) > 0 as suppressed, (select count(*) from image_suppression) > 0 as decided
        from image_totals`.execute(db);
      for (const name of ['critical', 'suppressed', 'decided'] as const) seen[name] ||= rows[0]?.[name] === true;
    }
    expect(seen).toEqual({ critical: true, suppressed: true, decided: true, excepted: true });
  });
});
