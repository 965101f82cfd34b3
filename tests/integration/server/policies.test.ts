import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeMirror } from '#tests/support/feeds/mirror.ts';
import { type FakeRegistry, startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { addRegistry } from '#tests/support/service/add-registry.ts';
import { npmFlaws } from '#tests/support/service/npm-flaws.ts';
import { npmImage, putImage } from '#tests/support/service/npm-images.ts';
import { scanAndWait, updateAdvisories } from '#tests/support/service/scan-and-wait.ts';
import {
  endAll,
  makeTemporaryDirectory,
  startTestService,
  type TestService,
} from '#tests/support/service/start-test-service.ts';
import { openVexDocument } from '#tests/support/service/vex-documents.ts';

interface Rule {
  readonly id: string;
  readonly conditions: readonly object[];
  readonly description: string;
  readonly subject: string;
}
interface Policy {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly evaluation: { readonly state: string };
  readonly images: Readonly<Record<string, number>>;
}
interface Verdicts {
  readonly outcome: string;
  readonly policies: readonly {
    readonly policyId: string;
    readonly outcome: string;
    readonly rules: readonly { readonly ruleId: string; readonly violations: number; readonly accepted: number }[];
  }[];
}
interface Violations {
  readonly items: readonly {
    readonly finding?: { readonly vulnerabilityId: string };
    readonly package?: { readonly name: string };
    readonly message?: string;
    readonly accepted: boolean;
  }[];
  readonly nextCursor?: string;
  readonly total?: number;
}

const critical = { id: 'critical', conditions: [{ type: 'severity', options: { level: 'critical' } }] };
const root = { id: 'root', conditions: [{ type: 'runs-as-root' }] };
const npm = { id: 'npm', conditions: [{ type: 'package-type', options: { types: ['npm'] } }] };
const mixed = { conditions: [...root.conditions, ...critical.conditions] };

let service: TestService;
let registry: FakeRegistry;
/** `app:a` holds left and right, `lib:b` right alone. */
const imageIds: Record<string, string> = {};

const make = (changes: object = {}) =>
  service.api.send<Policy>('POST', '/policies', { name: 'P', action: 'fail', rules: [critical], ...changes });
const done = ({ id }: Pick<Policy, 'id'>) =>
  service.api.until<Policy>(`/policies/${id}`, ({ evaluation }) => evaluation.state === 'done');
const verdicts = (tag: string, query = '') => service.api.get<Verdicts>(`/images/${imageIds[tag]}/verdicts${query}`);
const outcomes = async () => [(await verdicts('a')).outcome, (await verdicts('b')).outcome];
const violations = (tag: string, policy: Policy, ruleId: string, query = '') =>
  service.api.get<Violations>(`/images/${imageIds[tag]}/violations?policyId=${policy.id}&ruleId=${ruleId}${query}`);

const listed = async (query: string, count: number) =>
  (await service.api.until<{ items: object[] }>(`/images?${query}`, ({ items }) => items.length === count)).items;

const scan = (repository: string, tag: string) => scanAndWait(service.api, `${registry.host}/${repository}:${tag}`);

beforeAll(async () => {
  const mirror = join(await makeTemporaryDirectory(), 'mirror');
  await writeMirror(mirror, npmFlaws);
  registry = await startFakeRegistry();
  putImage(registry, 'app', 'a', npmImage(['left@1.0.0', 'right@1.0.0']));
  putImage(registry, 'lib', 'b', npmImage(['right@1.0.0']));
  service = await startTestService({ advisoriesFrom: mirror });
  const { api } = service;
  await addRegistry(api, registry);
  await updateAdvisories(api);
  imageIds.a = await scan('app', 'a');
  imageIds.b = await scan('lib', 'b');
});

async function removeAll(): Promise<void> {
  const { items } = await service.api.get<{ items: readonly Policy[] }>('/policies');
  for (const { id } of items) await service.api.send('DELETE', `/policies/${id}`);
}

afterEach(async () => {
  await removeAll();
  expect(await outcomes()).toEqual(['none', 'none']);
});

afterAll(() => endAll(service, registry));

describe('a new service', () => {
  it('has a policy that warns', async () => {
    const { items } = await service.api.get<{ items: readonly Policy[] }>('/policies');
    expect(items).toMatchObject([{ action: 'warn', enabled: true, createdBy: 'plimsoll' }]);
    const { images } = await service.api.until<Policy>(`/policies/${items[0]?.id}`, (one) => one.images.pass === 1);
    expect(images).toMatchObject({ warn: 1, fail: 0, pending: 0 });
    expect(await outcomes()).toEqual(['warn', 'pass']);
  });
});

describe('a policy', () => {
  it('is kept as it is given, with its rules in words, and says how many images come to what', async () => {
    const made = await make({ description: 'No worst ones', rules: [critical, root, npm] });
    expect(made).toMatchObject({ name: 'P', description: 'No worst ones', action: 'fail', enabled: true });
    expect(made).toMatchObject({ scope: { registryIds: [], repositories: [], except: [] }, createdBy: 'admin' });
    expect(made.rules).toMatchObject([
      { ...critical, subject: 'finding', description: 'Severity critical' },
      { id: 'root', subject: 'image' },
      { id: 'npm', subject: 'package' },
    ]);
    await service.api.send('PUT', `/policies/${made.id}`, { name: 'P', action: 'warn', rules: [critical] });
    expect(await done(made)).toMatchObject({ action: 'warn', images: { fail: 0, warn: 1, pass: 1, pending: 0 } });
    expect(await service.api.get('/policies')).toMatchObject({ items: [{ id: made.id }] });
  });

  it.each<[string, object, number, string]>([
    ['without rules', { rules: [] }, 400, 'body/rules'],
    ['of mixed subjects', { rules: [mixed] }, 422, 'rule 1'],
    ['of unknown conditions', { rules: [{ conditions: [{ type: 'nothing' }] }] }, 422, 'nothing'],
    [
      'with an option that is none',
      { rules: [{ conditions: [{ type: 'severity', options: { at: 'x' } }] }] },
      422,
      'at',
    ],
    ['about no registry', { scope: { registryIds: ['nowhere'] } }, 400, 'nowhere'],
  ])('%s is refused with what is wrong', async (_, changes, status, word) => {
    const body = { name: 'P', action: 'fail', rules: [critical], ...changes };
    const answer = await service.api.call<{ detail: string }>('POST', '/policies', body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(new RegExp(word, 'i'))]);
  });

  it('that is refused names the option that is wrong by its path', async () => {
    const rules = [critical, { conditions: [{ type: 'fix-available', options: { days: 0 } }] }];
    const { body } = await service.api.call('POST', '/policies', { name: 'P', action: 'fail', rules });
    expect(body).toMatchObject({
      code: 'policy/invalid-option',
      errors: [
        { path: 'body/rules/1/conditions/0/options/days', message: expect.stringMatching(/^The option "days"/) },
      ],
    });
  });

  it('can be made of any template', async () => {
    const { items } = await service.api.get<{ items: readonly Policy[] }>('/policy-templates');
    expect(items.map(({ name }) => name)).toContain('severe-with-fix');
    for (const { name, rules } of items) {
      const made = await make({ name, rules: rules.map(({ id, conditions }) => ({ id, conditions })) });
      expect(made.rules, name).toEqual(rules);
    }
  });

  it('has rules that are said in words while they are written', async () => {
    const say = (conditions: readonly object[]) =>
      service.api.call('POST', '/policy-rules/descriptions', { rules: [{ conditions }] });
    expect(await say(critical.conditions)).toMatchObject({
      status: 200,
      body: { items: [{ description: 'Severity critical', subject: 'finding' }] },
    });
    expect(await say(mixed.conditions)).toMatchObject({ status: 422, body: { code: 'policy/mixed-subjects' } });
  });

  it('has a name of its own, and is there until it is removed', async () => {
    const { id } = await make();
    expect((await service.api.call('POST', '/policies', { name: 'P', action: 'fail', rules: [critical] })).status).toBe(
      409,
    );
    await service.api.send('DELETE', `/policies/${id}`);
    for (const method of ['GET', 'DELETE']) {
      expect((await service.api.call(method, `/policies/${id}`)).status, method).toBe(404);
    }
  });

  it('is about the repositories that its scope names, with or without their host', async () => {
    const policy = await make({ rules: [npm], scope: { repositories: ['ap*'] } });
    await done(policy);
    expect(await outcomes()).toEqual(['fail', 'none']);
    const change = (scope: object) =>
      service.api.send('PUT', `/policies/${policy.id}`, { name: 'P', action: 'fail', rules: [npm], scope });
    await change({ repositories: [`${registry.host}/*`], except: ['app'] });
    expect(await outcomes()).toEqual(['none', 'fail']);
    expect((await verdicts('b', `?repository=${registry.host}/app`)).outcome).toBe('none');
    await change({ repositories: ['a%', '_pp'] });
    expect(await outcomes()).toEqual(['none', 'none']);
  });

  it('about a registry that is deleted meanwhile can still be changed, tried and copied', async () => {
    const registryId = await addRegistry(service.api, { host: 'gone.example' }, { name: 'Soon gone' });
    const scope = { registryIds: [registryId] };
    const { id } = await make({ scope });
    await service.api.send('DELETE', `/registries/${registryId}`);
    const settings = { name: 'P', action: 'warn', rules: [critical], scope };
    expect(await service.api.send('PUT', `/policies/${id}`, settings)).toMatchObject({ action: 'warn', scope });
    expect(await service.api.send('POST', '/policies/simulation', settings)).toMatchObject({ images: 0 });
    await make({ name: 'Copy', scope });
    expect(await outcomes()).toEqual(['none', 'none']);
    const other = { ...settings, scope: { registryIds: [registryId, 'nowhere'] } };
    expect((await service.api.call('PUT', `/policies/${id}`, other)).status).toBe(400);
  });

  it('that is not enabled says nothing', async () => {
    const policy = await make({ enabled: false });
    expect(await outcomes()).toEqual(['none', 'none']);
    await service.api.send('PUT', `/policies/${policy.id}`, { name: 'P', action: 'fail', rules: [critical] });
    await done(policy);
    expect(await outcomes()).toEqual(['fail', 'pass']);
  });
});

describe('a trial of a policy', () => {
  const attempt = (changes: object = {}) =>
    service.api.send<Record<string, unknown>>('POST', '/policies/simulation', {
      name: 'P',
      action: 'fail',
      rules: [critical, npm, root],
      ...changes,
    });

  it('says what it would come to, and changes nothing', async () => {
    expect(await attempt()).toMatchObject({
      images: 2,
      violating: 2,
      newlyViolating: 2,
      rules: [
        { ruleId: 'critical', violations: 1, images: 1 },
        { ruleId: 'npm', violations: 3, images: 2 },
        { ruleId: 'root', violations: 2, images: 2 },
      ],
      examples: [
        { imageId: imageIds.a, repository: `${registry.host}/app`, tags: ['a'], violations: 4 },
        { imageId: imageIds.b, violations: 2 },
      ],
    });
    expect(await service.api.get('/policies')).toEqual({ items: [] });
  });

  it('heeds the scope, statements, and what fails already', async () => {
    await done(await make());
    await listed('policy=fail', 1);
    expect(await attempt()).toMatchObject({ violating: 2, newlyViolating: 1 });
    expect(await attempt({ scope: { repositories: ['lib'] } })).toMatchObject({ images: 1, violating: 1 });
    const document = openVexDocument({ vulnerability: 'CVE-2026-0001', product: 'pkg:npm/left@1.0.0' });
    await service.api.send('PUT', '/vex-documents/vex.json', document);
    expect(await attempt({ rules: [critical] })).toMatchObject({ images: 2, violating: 0, examples: [] });
    await service.api.send('DELETE', '/vex-documents/vex.json');
  });

  it('is refused like a policy', async () => {
    const body = { name: 'P', action: 'fail', rules: [mixed] };
    expect((await service.api.call('POST', '/policies/simulation', body)).status).toBe(422);
  });
});

describe('images and the whole', () => {
  it('say what policies come to, and are found by it', async () => {
    const policy = await done(await make());
    expect(await listed('policy=fail', 1)).toMatchObject([
      { imageId: imageIds.a, policy: { outcome: 'fail', failed: ['P'] } },
    ]);
    expect(await listed(`policyId=${policy.id}`, 1)).toMatchObject([{ imageId: imageIds.a }]);
    expect(await listed('sort=policy', 2)).toMatchObject([
      { imageId: imageIds.a },
      { policy: { outcome: 'pass', failed: [] } },
    ]);
    expect(await service.api.get(`/images/${imageIds.a}`)).toMatchObject({
      policy: { outcome: 'fail', failed: ['P'] },
    });
    expect(await service.api.get('/dashboard')).toMatchObject({
      policies: [{ policyId: policy.id, name: 'P', action: 'fail', images: 1 }],
    });
    expect(await service.api.get('/registries')).toMatchObject({ items: [{ images: 2, failing: 1 }] });
    const { items } = await service.api.get<{ items: { imageId: string; policyOutcome: string }[] }>('/scans');
    expect(items.map((one) => [one.imageId, one.policyOutcome])).toEqual([
      [imageIds.b, 'pass'],
      [imageIds.a, 'fail'],
    ]);
  });
});

describe('what violates a rule', () => {
  it('is shown as findings, packages, or what to do with the image', async () => {
    const policy = await make({ rules: [critical, npm, root] });
    await done(policy);
    const { policies } = await verdicts('a');
    expect(policies).toMatchObject([
      {
        policyId: policy.id,
        outcome: 'fail',
        rules: [
          { ruleId: 'critical', outcome: 'fail', violations: 1, accepted: 0 },
          { ruleId: 'npm', violations: 2 },
          { ruleId: 'root', violations: 1, message: expect.stringContaining('USER') },
        ],
      },
    ]);
    expect((await violations('a', policy, 'critical')).items).toMatchObject([
      { finding: { vulnerabilityId: 'CVE-2026-0001', packageName: 'left' }, accepted: false },
    ]);
    expect((await violations('b', policy, 'critical')).items).toEqual([]);
    expect((await violations('a', policy, 'root')).items).toMatchObject([{ message: expect.stringContaining('USER') }]);
    const first = await violations('a', policy, 'npm', '&limit=1&sort=package');
    const second = await violations('a', policy, 'npm', `&limit=1&sort=package&cursor=${first.nextCursor}`);
    expect([first.total, ...[...first.items, ...second.items].map((one) => one.package?.name)]).toEqual([
      2,
      'left',
      'right',
    ]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('is found of no other image, policy or rule', async () => {
    const policy = await make();
    for (const [image, rule] of [
      ['sha256:0', 'critical'],
      [imageIds.a, 'other'],
    ]) {
      const path = `/images/${image}/violations?policyId=${policy.id}&ruleId=${rule}`;
      expect((await service.api.call('GET', path)).status).toBe(404);
    }
  });

  it('is accepted where a statement suppresses it, and counts again when that is taken away', async () => {
    const policy = await make();
    await done(policy);
    const document = openVexDocument({ vulnerability: 'CVE-2026-0001', product: 'pkg:npm/left@1.0.0' });
    await service.api.send('PUT', '/vex-documents/vex.json', document);
    expect(await outcomes()).toEqual(['accepted', 'pass']);
    expect((await violations('a', policy, 'critical')).items).toMatchObject([{ accepted: true }]);
    await service.api.send('DELETE', '/vex-documents/vex.json');
    expect(await outcomes()).toEqual(['fail', 'pass']);
  });

  it('is in the report of the image, in whatever format', async () => {
    await done(await make({ rules: [critical, root] }));
    const report = await service.api.get<{ verdicts: { rules: { violations: unknown[] }[] }[] }>(
      `/images/${imageIds.a}/report`,
    );
    expect(report.verdicts).toMatchObject([{ policyName: 'P', outcome: 'fail' }]);
    expect(report.verdicts[0]?.rules.map((one) => one.violations.length)).toEqual([1, 1]);
  });

  it('is known of an image as soon as it is stored', async () => {
    await done(await make());
    putImage(registry, 'new', 'c', npmImage(['left@1.0.0'], ['new@1.0.0']));
    imageIds.c = await scan('new', 'c');
    expect((await verdicts('c')).outcome).toBe('fail');
  });

  it('is counted in each repository that holds the image, as it is listed', async () => {
    const { id } = await make();
    putImage(registry, 'again', 'c', npmImage(['left@1.0.0'], ['new@1.0.0']));
    expect(await scan('again', 'c')).toBe(imageIds.c);
    const { images } = await service.api.until<Policy>(`/policies/${id}`, (policy) => policy.images.fail === 3);
    expect(images).toEqual({ fail: 3, warn: 0, accepted: 0, pass: 1, pending: 0 });
    expect(await listed(`policyId=${id}`, 3)).toHaveLength(3);
    expect(await listed(`policyId=${id}&policy=fail`, 3)).toHaveLength(3);
    expect(await listed(`policyId=${id}&policy=pass`, 1)).toMatchObject([{ imageId: imageIds.b }]);
    expect(await listed(`policyId=${id}&policy=warn`, 0)).toEqual([]);
  });
});
