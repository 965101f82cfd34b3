import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RiskException } from '#core/risk-exception.ts';
import { countAll } from '#server/jobs/count-marked.ts';
import { createExceptionStore, type ExceptionStore } from '#server/store/stores/exception-store.ts';
import { estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { expectCounted } from '#tests/support/estate/expect-counted.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';

const options = { images: 24, packagesPerImage: 12, distinctPackages: 120 };
const now = new Date('2026-03-01T00:00:00Z');
const { signal: never } = new AbortController();
let estate: OpenEstate;
/** As if a handful of images were very many. */
let exceptions: ExceptionStore;
/** One that many images have. */
let vulnerability: string;

beforeAll(async () => {
  estate = await openEstate();
  const { db } = estate.database;
  await seedEstate(db, estateImages(options), { ...estateRegistry, now });
  await estate.publish(estateAdvisories(options));
  await estate.rematch();
  exceptions = createExceptionStore(db, 5);
  const { rows } = await sql<{ id: string }>`
    select v.vulnerability_id as id from package_vulnerability v join package_set_member m on m.package_id = v.package_id
      join image_package_set s on s.set_id = m.set_id
    group by 1 order by count(distinct s.image_id) desc, 1 limit 1`.execute(db);
  vulnerability = rows[0]?.id ?? '';
});
afterAll(() => estate.close());

const inRepositories = (repository: string, changes: Partial<RiskException> = {}): RiskException => ({
  id: 'e',
  vulnerability,
  scope: { kind: 'repository', repository },
  reason: 'accepted',
  comment: 'Known',
  untilFixed: false,
  createdBy: 'admin',
  createdAt: now,
  ...changes,
});
const state = async () => {
  const { suppressed, isPending } = (await exceptions.get('e')) ?? {};
  return { suppressed, isPending, isLeft: (await estate.store.matching.left(1)) > 0 };
};
const suppressions = async () =>
  (await estate.database.db.selectFrom('image_suppression').select('image_id').execute()).length;

/** Does a few parts of what is left to do, and ends as a process does that is killed. */
async function begin(parts: number): Promise<void> {
  for (let part = 0; part < parts; part += 1) await estate.store.matching.count(3);
}

describe('an exception in very many images', () => {
  it('is stored at once, and weighed part by part, by whoever goes on after an interruption', async () => {
    await exceptions.create(inRepositories('*'));
    expect(await state()).toEqual({ suppressed: 0, isPending: true, isLeft: true });
    await begin(2);
    expect(await state()).toMatchObject({ isPending: true, isLeft: true });
    await countAll(estate.store, never);
    const { suppressed, isPending, isLeft } = await state();
    expect([isPending, isLeft]).toEqual([false, false]);
    expect(suppressed).toBeGreaterThan(0);
    expect(await suppressions()).toBeGreaterThan(5);
    await expectCounted(estate.database.db, 'accepted');
  });

  it('that ends does so part by part too, and holds again when it is given another day', async () => {
    const day = new Date('2026-03-03T00:00:00Z');
    await exceptions.update('e', { ...inRepositories('*'), until: '2026-03-02' }, { by: 'admin', now });
    await begin(1);
    // Before all of that is done.
    expect(await exceptions.expire(day)).toBe(1);
    await countAll(estate.store, never);
    expect(await suppressions()).toBe(0);
    await expectCounted(estate.database.db, 'expired');
    await exceptions.update('e', { ...inRepositories('*'), until: '2026-04-01' }, { by: 'admin', now: day });
    await countAll(estate.store, never);
    expect(await suppressions()).toBeGreaterThan(5);
  });

  it('that is withdrawn before it was weighed everywhere leaves nothing', async () => {
    await exceptions.create(inRepositories('*', { id: 'other', vulnerability }));
    await begin(1);
    expect([await exceptions.remove('e'), await exceptions.remove('other')]).toEqual([true, true]);
    await begin(1);
    await countAll(estate.store, never);
    expect(await suppressions()).toBe(0);
    await expectCounted(estate.database.db, 'withdrawn');
  });

  it('in few images is weighed before it is answered', async () => {
    const { repository } = [...estateImages(options)][0] ?? { repository: '' };
    await estate.store.exceptions.create(inRepositories(repository));
    expect(await state()).toMatchObject({ isPending: false });
    await estate.store.exceptions.remove('e');
    await countAll(estate.store, never);
    await expectCounted(estate.database.db, 'withdrawn there');
  });
});
