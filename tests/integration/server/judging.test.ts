import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/logger.ts';
import type { PolicyAction, PolicyCondition } from '#core/policy.ts';
import { judgeAll } from '#server/jobs/handlers/judge-policies/judge-policies.ts';
import { estateImages } from '#tests/support/estate/estate.ts';
import { estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { expectJudged } from '#tests/support/estate/expect-judged.ts';
import { byAdministrator, judgeEstate, policyOf } from '#tests/support/estate/judge-estate.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';

const options = { images: 20, packagesPerImage: 12, distinctPackages: 120 };
const critical: readonly PolicyCondition[] = [{ type: 'severity', options: { level: 'critical' } }];
/** Nothing of an estate is. */
const maven: readonly PolicyCondition[] = [{ type: 'package-type', options: { types: ['maven'] } }];
const longFixed: readonly PolicyCondition[] = [{ type: 'fix-available', options: { days: 30 } }];
const day = (number: number) => new Date(Date.UTC(2027, 0, number, 12));
let estate: OpenEstate;

beforeAll(async () => {
  estate = await openEstate();
  await seedEstate(estate.database.db, estateImages(options), { ...estateRegistry, now: day(1) });
  await estate.publish(estateAdvisories(options));
  await estate.rematch();
});
afterEach(async () => {
  for (const { id } of await estate.store.policies.list()) await estate.store.policies.remove(id);
  await judgeEstate(estate.store);
  await expectJudged(estate, 'without policies');
});
afterAll(() => estate.close());

const outcomes = async () => {
  const { items } = await estate.store.views.listImages({ limit: 100 });
  return new Set(items.map(({ policy }) => policy.outcome));
};

/** One that some images have, and others have not. */
async function rareVulnerability(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select v.vulnerability_id as id from package_vulnerability v join package_set_member m on m.package_id = v.package_id
      join image_package_set s on s.set_id = m.set_id
    group by 1 having count(distinct s.image_id) <= ${options.images / 2} order by 1 limit 1`.execute(
    estate.database.db,
  );
  return rows[0]?.id ?? '';
}

describe('judging', () => {
  it.each(['packages', 'sets', 'images'] as const)(
    'that ends while it judges %s is taken up again, and nothing is said to pass meanwhile',
    async (stage) => {
      const { store } = estate;
      await store.policies.create('p', policyOf('P', 'fail', maven), byAdministrator);
      const stop = new AbortController();
      const judging = {
        ...store.judging,
        judge: async (...args: Parameters<typeof store.judging.judge>) => {
          if (args[0].stage === stage) stop.abort(new Error('killed'));
          return store.judging.judge(...args);
        },
      };
      const context = { store: { ...store, judging }, signal: stop.signal, logger: silentLogger, now: () => day(2) };
      await expect(judgeAll(context)).rejects.toThrow('killed');
      expect(await outcomes()).toEqual(new Set(['pending']));
      expect(await store.judging.isPending(day(2))).toBe(true);
      expect((await store.policies.get('p'))?.evaluation.state).toBe('running');
      await judgeEstate(store);
      await expectJudged(estate, `after ${stage}`);
      expect(await outcomes()).toEqual(new Set(['pass']));
    },
  );

  it.each<[string, readonly PolicyAction[], readonly string[]]>([
    ['fails', ['fail'], ['fail', 'pending']],
    ['warns', ['warn'], ['pending', 'warn']],
    ['warns, beside one that can only warn,', ['warn', 'warn'], ['pending', 'warn']],
    ['warns, beside one that may still fail,', ['warn', 'fail'], ['pending']],
  ])(
    'half done says of a policy that %s the same in numbers, in lists and of each image',
    async (_name, actions, expected) => {
      const { store, database } = estate;
      const some: PolicyCondition = {
        type: 'vulnerability-in-list',
        options: { ids: [await rareVulnerability()] },
      };
      for (const [index, action] of actions.entries()) {
        const rules = [
          { id: 'known', conditions: index === 0 ? [some] : maven },
          { id: 'later', conditions: maven },
        ];
        await store.policies.create(`p${index}`, policyOf(`P${index}`, action, [], { rules }), byAdministrator);
      }
      const later = JSON.stringify([{ type: 'of-a-later-version', options: {} }]);
      await sql`update policy_rule set conditions = ${later}::jsonb where rule_id = 'later'`.execute(database.db);
      await judgeEstate(store);
      const { items } = await store.views.listImages({ limit: 100 });
      expect([...new Set(items.map(({ policy }) => policy.outcome))].toSorted()).toEqual(expected);
      const verdicts = await Promise.all(
        items.map(({ imageId, repository }) => store.views.imageVerdicts(imageId, repository)),
      );
      expect(verdicts.map((one) => one?.outcome)).toEqual(items.map(({ policy }) => policy.outcome));
      const told = verdicts.flatMap((one) => one?.policies ?? []);
      for (const { id, action, images } of await store.policies.list()) {
        const count = (outcome: string) => told.filter((one) => one.policyId === id && one.outcome === outcome).length;
        expect([images.violating, images.pending]).toEqual([count(action), count('pending')]);
        const { total } = await store.views.listImages({ limit: 1, policyId: id, policy: action });
        expect(total).toBe(images.violating);
      }
    },
  );

  it('comes again each day where a rule looks at the clock, and only there', async () => {
    const { store } = estate;
    const judge = (now: Date) =>
      judgeAll({ store, signal: new AbortController().signal, logger: silentLogger, now: () => now });
    await store.policies.create('p', policyOf('P', 'fail', critical), byAdministrator);
    await judge(day(1));
    expect(await store.judging.isPending(day(9))).toBe(false);
    await store.policies.create('q', policyOf('Q', 'warn', longFixed), byAdministrator);
    await judge(day(1));
    expect([await store.judging.isPending(day(1)), await store.judging.isPending(day(2))]).toEqual([false, true]);
    await judge(day(2));
    expect(await store.judging.isPending(day(2))).toBe(false);
  });

  it('is not waited for by a trial that says which images would fail newly', async () => {
    const { policies, views } = estate.store;
    const policy = policyOf('P', 'fail', critical);
    await policies.create('p', policy, byAdministrator);
    await judgeEstate(estate.store);
    const again = await views.simulatePolicy(policy, day(2));
    expect(again.violating).toBeGreaterThan(0);
    expect(again.newlyViolating).toBe(0);
    // Images are listed as failing until they are judged without it.
    await policies.remove('p');
    expect(await views.simulatePolicy(policy, day(2))).toEqual({ ...again, newlyViolating: again.violating });
  });

  it('leaves a rule alone that a later version made, which is pending', async () => {
    const { store, database } = estate;
    await store.policies.create('p', policyOf('P', 'fail', critical), byAdministrator);
    const later = JSON.stringify([{ type: 'of-a-later-version', options: {} }]);
    await sql`update policy_rule set conditions = ${later}::jsonb`.execute(database.db);
    await judgeEstate(store);
    expect(await store.judging.isPending(day(1))).toBe(false);
    expect(await outcomes()).toEqual(new Set(['pending']));
    const [image] = (await store.views.listImages({ limit: 1 })).items;
    expect(await store.views.imageVerdicts(image?.imageId ?? '', undefined)).toMatchObject({
      policies: [{ rules: [{ description: expect.stringContaining('of-a-later-version'), outcome: 'pending' }] }],
    });
  });
});
