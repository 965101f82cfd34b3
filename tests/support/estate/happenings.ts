import { sql } from 'kysely';
import type { PolicyCondition } from '#core/policy.ts';
import type { ExceptionScope } from '#core/risk-exception.ts';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import type { VexStatement } from '#engine/vex/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rateAndCount } from '#server/jobs/count-marked.ts';
import { estateImages } from './estate.ts';
import { changeAdvisories, cveOf, estateAdvisories } from './estate-advisories.ts';
import { judgeEstate } from './judge-estate.ts';
import { estateRegistry, type OpenEstate } from './open-estate.ts';
import type { Random } from './random.ts';

const options = { images: 40, packagesPerImage: 16, distinctPackages: 240 };
const images = [...estateImages(options)];
const never = new AbortController().signal;

const policyIds = ['a', 'b', 'c'] as const;
const patterns = [[], [], ['team-0/*'], ['registry.example/team-1/*', '*service-2']] as const;
const days = ['2026-05-01', '2026-05-02', '2026-06-01'] as const;
const excepted = ['team-0/*', 'registry.example/team-1/*', '*service-2', 'team-0/service-0'] as const;
const conditions: readonly [readonly PolicyCondition[], ...(readonly PolicyCondition[])[]] = [
  [{ type: 'severity', options: { level: 'critical' } }],
  [
    { type: 'severity', options: { level: 'high' } },
    { type: 'fix-available', options: {} },
  ],
  [{ type: 'package-type', options: { types: ['npm'] } }],
  [{ type: 'runs-as-root', options: {} }],
];

/** What may happen to an estate; each thing once it is done leaves nothing to be counted or judged. */
export class Happenings {
  readonly #estate: OpenEstate;
  readonly #random: Random;
  #advisories = estateAdvisories(options);
  #attacked: readonly string[] = [];
  #day = 0;
  #scans = 0;
  #exceptions = 0;
  /** By which exceptions expire. */
  today = '2026-05-01';

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
      await this.#settle();
    },
    'a risk is accepted': () => this.#except(),
    'an exception is changed or goes': async () => {
      const { exceptions } = this.#estate.store;
      const [one] = this.#some((await exceptions.list({ limit: 100 })).items, 1);
      if (one === undefined) return;
      const terms = { reason: 'other', comment: 'changed', until: this.#pick(days), untilFixed: false } as const;
      if (this.#random.below(3) === 0) await exceptions.remove(one.id);
      else await exceptions.update(one.id, terms, { by: 'admin', now: new Date(`${this.today}T12:00:00Z`) });
      await this.#settle();
    },
    'a day passes': async () => {
      const tomorrow = Date.parse(`${this.today}T12:00:00Z`) + 86_400_000;
      this.today = new Date(tomorrow).toISOString().slice(0, 10);
      await this.#estate.store.exceptions.expire(new Date(tomorrow));
      await this.#settle();
    },
    'whose ratings decide is set': async () => {
      await this.#estate.store.settings.setSeverityOrder(this.#random.below(2) === 0 ? [] : ['nvd']);
      await rateAndCount(this.#estate.store, never);
      await this.#judge();
    },
    'a repository is gone': async () => {
      await sql`delete from repository where id = (select min(id) from repository)`.execute(this.#estate.database.db);
      await this.#judge();
    },
    'a policy is made or changed': () => this.#putPolicy(),
    'another policy is made or changed': () => this.#putPolicy(),
    'a policy goes': async () => {
      await this.#estate.store.policies.remove(this.#pick(policyIds));
      await this.#judge();
    },
  };

  async update(): Promise<void> {
    await this.#estate.publish(this.#advisories, this.#day, this.#attacked);
    await this.#estate.rematch();
    await this.#judge();
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
    await this.#judge();
  }

  async #putPolicy(): Promise<void> {
    const { policies } = this.#estate.store;
    const id = this.#pick(policyIds);
    const rules = [this.#pick(conditions), this.#pick(conditions)].map((one, index) => ({
      id: `r${index}`,
      conditions: one,
    }));
    const settings = {
      name: id,
      action: this.#pick(['fail', 'warn'] as const),
      enabled: this.#random.below(5) > 0,
      rules,
      scope: { registryIds: [], repositories: this.#pick(patterns), except: this.#pick(patterns) },
    };
    const change = { by: 'admin', now: new Date() };
    if (!(await policies.update(id, settings, change))) await policies.create(id, settings, change);
    await this.#judge();
  }

  /** On findings that there are, in whatever scope; those that come later are in it too. */
  async #except(): Promise<void> {
    const { rows } = await sql<{
      cve: string;
      alias: string | null;
      type: string;
      name: string;
      version: string;
      digest: string;
    }>`
      select v.vulnerability_id as cve, v.aliases[1] as alias, p.type, p.name, p.version, i.digest
      from package_vulnerability v join package p on p.id = v.package_id join package_set_member m on m.package_id = p.id
        join image_package_set s on s.set_id = m.set_id join image i on i.id = s.image_id
      order by v.vulnerability_id, p.id, i.id`.execute(this.#estate.database.db);
    for (const { cve, alias, digest, ...one } of this.#some(rows, 12)) {
      this.#exceptions += 1;
      const { version: _, ...anyVersion } = one;
      const about = this.#pick([undefined, one, anyVersion] as const);
      const until = this.#pick([undefined, ...days] as const);
      await this.#estate.store.exceptions.create({
        id: `e${this.#exceptions}`,
        vulnerability: this.#random.below(2) === 0 ? cve : (alias ?? cve),
        ...(about !== undefined && { package: about }),
        scope: this.#pick(scopesOf(digest, this.#pick(excepted))),
        reason: 'accepted',
        comment: 'as tests do',
        ...(until !== undefined && { until }),
        untilFixed: this.#random.below(3) === 0,
        createdBy: 'admin',
        createdAt: new Date(`${this.today}T12:00:00Z`),
      });
    }
    await this.#settle();
  }

  async #settle(): Promise<void> {
    await rateAndCount(this.#estate.store, never);
    await this.#judge();
  }

  async #judge(): Promise<void> {
    await judgeEstate(this.#estate.store);
  }

  #pick<T>(of: readonly [T, ...T[]]): T {
    return of[this.#random.below(of.length)] ?? of[0];
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
    await this.#settle();
  }

  #some<T>(of: readonly T[], count: number): readonly T[] {
    if (of.length === 0) return [];
    return Array.from({ length: count }, () => of[this.#random.below(of.length)]).flatMap((one) => one ?? []);
  }
}

function scopesOf(image: string, repository: string): readonly [ExceptionScope, ...ExceptionScope[]] {
  return [{ kind: 'everywhere' }, { kind: 'image', image }, { kind: 'repository', repository }];
}
