import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import type { VexStatement } from '#engine/vex/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rateAndCount } from '#server/jobs/count-marked.ts';
import { estateImages } from '#tests/support/estate/estate.ts';
import { changeAdvisories, cveOf, estateAdvisories } from '#tests/support/estate/estate-advisories.ts';
import { expectCounted } from '#tests/support/estate/expect-counted.ts';
import { expectListed } from '#tests/support/estate/expect-listed.ts';
import { estateRegistry, type OpenEstate, openEstate } from '#tests/support/estate/open-estate.ts';
import { createRandom, type Random } from '#tests/support/estate/random.ts';

const options = { images: 40, packagesPerImage: 16, distinctPackages: 240 };
const images = [...estateImages(options)];
const steps = 12;
const never = new AbortController().signal;
let estate: OpenEstate | undefined;
afterEach(async () => {
  await estate?.close();
  estate = undefined;
});

/** What may happen to an estate; each thing once it is done leaves nothing to be counted. */
class Happenings {
  readonly #estate: OpenEstate;
  readonly #random: Random;
  #advisories = estateAdvisories(options);
  #attacked: readonly string[] = [];
  #day = 0;
  #scans = 0;

  constructor(opened: OpenEstate, random: Random) {
    this.#estate = opened;
    this.#random = random;
  }

  readonly all: Readonly<Record<string, () => Promise<void>>> = {
    'an image is stored': () => this.store(),
    'another image is stored': () => this.store(),
    'a scan reads less of an image': () => this.store(({ length }) => this.#random.below(length)),
    'advisories change': async () => {
      this.#advisories = changeAdvisories(this.#advisories, 10 + this.#random.below(40), this.#random.below(1000));
      await this.update();
    },
    'a day of EPSS': async () => {
      this.#day += 1;
      await this.update();
    },
    'vulnerabilities are attacked': async () => {
      this.#attacked = this.#some(this.#advisories, 5).map(cveOf);
      await this.update();
    },
    'a document comes': () => this.#put(this.#random.below(2) === 0 ? 'a' : 'b'),
    'a document goes': async () => {
      await this.#estate.store.statements.remove(this.#random.below(2) === 0 ? 'a' : 'b');
      await rateAndCount(this.#estate.store, never);
    },
    'whose ratings decide is set': async () => {
      await this.#estate.store.settings.setSeverityOrder(this.#random.below(2) === 0 ? [] : ['nvd']);
      await rateAndCount(this.#estate.store, never);
    },
    'a repository is gone': async () => {
      await sql`delete from repository where id = (select min(id) from repository)`.execute(this.#estate.database.db);
    },
  };

  async update(): Promise<void> {
    await this.#estate.publish(this.#advisories, this.#day, this.#attacked);
    await this.#estate.rematch();
  }

  /** As a scan does, with the advisories of the day, or without any. */
  async store(packages: (all: { readonly length: number }) => number = ({ length }) => length): Promise<void> {
    const [one = images[0]] = this.#some(images, 1);
    if (one === undefined) return;
    this.#scans += 1;
    const scanId = `scan-${this.#scans}`;
    const { registryId, registry } = estateRegistry;
    const reference = { registry, repository: one.repository, tag: `t${this.#random.below(3)}` };
    const { store, advisoriesPath } = this.#estate;
    await store.scans.create({ id: scanId, reference: scanId, registryId });
    await store.scans.begin(scanId);
    const inventory = { ...one.inventory, packages: one.inventory.packages.slice(0, packages(one.inventory.packages)) };
    const about = { scanId, registryId, reference, platform: '', targetDigest: inventory.image.manifestDigest };
    const database = this.#random.below(4) === 0 ? undefined : openAdvisoryDatabase(advisoriesPath);
    const matcher = database && subjectMatcher(database, '1');
    await store.images.save({ ...about, inventory, catalogers: 'estate@1', now: new Date(0) }, matcher);
    database?.close();
    await this.#estate.rematch();
  }

  async #put(name: string): Promise<void> {
    const { rows } = await sql<{ cve: string; alias: string | null; purl: string; digest: string; reference: string }>`
      select v.vulnerability_id as cve, v.aliases[1] as alias, p.purl, i.digest, r.name || ':' || t.name as reference
      from package_vulnerability v join package p on p.id = v.package_id join package_set_member m on m.package_id = p.id
        join image_package_set s on s.set_id = m.set_id join image i on i.id = s.image_id join tag t on t.image_id = i.id
        join repository r on r.id = t.repository_id
      order by v.vulnerability_id, p.id, i.id, r.id, t.name`.execute(this.#estate.database.db);
    const statements = this.#some(rows, 12).map((row, index): VexStatement => {
      const products = [
        { product: [row.purl] },
        { product: [row.digest] },
        { product: [row.reference], components: [[row.purl]] },
      ];
      return {
        id: `${name}-${index}`,
        vulnerabilities: [this.#random.below(2) === 0 ? row.cve : (row.alias ?? row.cve)],
        status: this.#random.below(4) === 0 ? 'affected' : 'not_affected',
        timestamp: new Date(Date.UTC(2026, 0, 1 + this.#random.below(28))).toISOString(),
        products: this.#some(products, 1),
      };
    });
    const about = { format: 'OpenVEX', digest: 'sha256:', size: 1, uploadedBy: 'admin', uploadedAt: new Date(0) };
    await this.#estate.store.statements.save({ name, statements, ...about }, { maxStatements: 1000 });
    await rateAndCount(this.#estate.store, never);
  }

  #some<T>(of: readonly T[], count: number): readonly T[] {
    if (of.length === 0) return [];
    return Array.from({ length: count }, () => of[this.#random.below(of.length)]).flatMap((one) => one ?? []);
  }
}

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
    const seen = { critical: false, suppressed: false, decided: false };
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
      const { rows } = await sql<typeof seen>`
        select sum(critical) > 0 as critical, sum(suppressed) > 0 as suppressed, (select count(*) from image_suppression) > 0 as decided
        from image_totals`.execute(db);
      for (const name of ['critical', 'suppressed', 'decided'] as const) seen[name] ||= rows[0]?.[name] === true;
    }
    expect(seen).toEqual({ critical: true, suppressed: true, decided: true });
  });
});
