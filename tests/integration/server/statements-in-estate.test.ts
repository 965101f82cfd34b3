import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#core/finding.ts';
import { severities } from '#core/severity.ts';
import { imageRiskScore } from '#engine/match/index.ts';
import type { VexStatement } from '#engine/vex/index.ts';
import { countAll } from '#server/jobs/count-marked.ts';
import { type EstateImage, estateImages } from '#tests/support/estate/estate.ts';
import { changeAdvisories, estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { createRandom } from '#tests/support/estate/random.ts';
import { seedEstate } from '#tests/support/estate/seed-estate.ts';

const options = { images: 60, packagesPerImage: 40, distinctPackages: 400 };
const images: readonly EstateImage[] = [...estateImages(options)];
const never = new AbortController().signal;
let estate: OpenEstate;
let advisories = estateAdvisories(options);

const findingsOf = async ({ inventory }: EstateImage): Promise<readonly Finding[]> => {
  const about = { toolVersion: '1', advisories: undefined, now: new Date('2026-03-01T00:00:00Z') };
  return (await estate.store.views.imageReport(inventory.image.id, about))?.findings ?? [];
};

beforeAll(async () => {
  estate = await openEstate();
  await seedEstate(estate.database.db, images, { ...estateRegistry, now: new Date('2026-03-01T00:00:00Z') });
  await estate.publish(advisories);
  await estate.rematch();
});
afterAll(() => estate.close());

/** What each image's totals must be, its findings counted one by one. */
async function expectTotalsOfFindings(): Promise<{ readonly suppressed: number }> {
  const names = [
    'fixable',
    'exploitable',
    'known_exploited',
    'vulnerable',
    'suppressed',
    'hidden',
    'risk_score',
  ] as const;
  const rows = await estate.database.db
    .selectFrom('image_totals')
    .innerJoin('image', 'image.id', 'image_totals.image_id')
    .select([...severities, ...names, 'digest'])
    .execute();
  const stored = new Map(rows.map(({ digest, ...totals }) => [digest, totals]));
  let suppressed = 0;
  for (const one of images) {
    const all = await findingsOf(one);
    const counted = all.filter(({ suppressions }) => suppressions.length === 0);
    const attacked = counted.filter(({ exploit }) => exploit?.knownExploited !== undefined).length;
    suppressed += all.length - counted.length;
    expect(stored.get(one.inventory.image.id)).toEqual({
      ...Object.fromEntries(
        severities.map((name) => [name, counted.filter(({ severity }) => severity === name).length]),
      ),
      fixable: counted.filter(({ fix }) => fix.state === 'fixed').length,
      exploitable: attacked,
      known_exploited: attacked,
      vulnerable: new Set(counted.map(({ packageId }) => packageId)).size,
      suppressed: all.length - counted.length,
      hidden: 0,
      risk_score: imageRiskScore(counted),
    });
  }
  return { suppressed };
}

/** Statements on findings picked at random, on packages and on images, most of which suppress. */
async function statementsAtRandom(seed: number, count: number): Promise<readonly VexStatement[]> {
  const random = createRandom(seed);
  const statements: VexStatement[] = [];
  while (statements.length < count) {
    const one = images[random.below(images.length)];
    if (one === undefined) continue;
    const findings = await findingsOf(one);
    const finding = findings[random.below(Math.max(1, findings.length))];
    if (finding === undefined) continue;
    const name = `${estateRegistry.registry}/${one.repository}:${one.tag}`;
    const products = [
      { product: [finding.packageId] },
      { product: [one.inventory.image.id] },
      { product: [name], components: [[finding.packageId]] },
    ];
    const product = products[random.below(products.length)];
    statements.push({
      id: `s${seed}-${statements.length}`,
      vulnerabilities: [finding.vulnerabilityId],
      status: random.below(4) === 0 ? 'affected' : 'not_affected',
      timestamp: new Date(Date.UTC(2026, 0, 1 + random.below(28))).toISOString(),
      products: product === undefined ? [] : [product],
    });
  }
  return statements;
}

async function put(name: string, statements: readonly VexStatement[]): Promise<void> {
  const about = { format: 'OpenVEX', digest: 'sha256:', size: 1, uploadedBy: 'admin', uploadedAt: new Date(0) };
  await estate.store.statements.save({ name, statements, ...about }, { maxStatements: 1000 });
  await countAll(estate.store, never);
}

describe('totals of an estate', () => {
  it('are those of the findings that count, whatever documents come, change and go', async () => {
    expect(await expectTotalsOfFindings()).toEqual({ suppressed: 0 });
    await put('a', await statementsAtRandom(1, 40));
    const { suppressed } = await expectTotalsOfFindings();
    expect(suppressed).toBeGreaterThan(20);
    await put('b', await statementsAtRandom(2, 40));
    expect((await expectTotalsOfFindings()).suppressed).toBeGreaterThan(suppressed);
    await put('a', await statementsAtRandom(3, 10));
    await expectTotalsOfFindings();
    await estate.store.statements.remove('a');
    await countAll(estate.store, never);
    await expectTotalsOfFindings();
  });

  it('are so after new advisories too', async () => {
    advisories = changeAdvisories(advisories, 60, 7);
    await estate.publish(advisories);
    await estate.rematch();
    await expectTotalsOfFindings();
  });

  it('are as before once all documents are gone', async () => {
    await estate.store.statements.remove('b');
    await countAll(estate.store, never);
    expect(await expectTotalsOfFindings()).toEqual({ suppressed: 0 });
    const left = await estate.database.db.selectFrom('image_suppression').selectAll().execute();
    expect(left).toEqual([]);
  });

  it('are kept from more statements than a service keeps', async () => {
    const statements = await statementsAtRandom(4, 3);
    const about = { name: 'c', format: 'CSAF', digest: 'sha256:', size: 1, uploadedBy: 'x', uploadedAt: new Date(0) };
    const saved = estate.store.statements.save({ ...about, statements }, { maxStatements: 2 });
    await expect(saved).rejects.toMatchObject({ code: 'store/too-many-statements' });
    expect(await estate.store.statements.list()).toEqual([]);
  });
});
