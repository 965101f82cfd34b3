import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOciLayout } from '#tests/support/image-builder.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';
import { zlibAdvisory, zlibImage } from '#tests/support/zlib-image.ts';

/** What is not affected, in OpenVEX. */
const statement = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://r.example/vex',
  author: 'x',
  timestamp: '2099-01-02T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2099-0001' },
      products: [{ '@id': 'pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?arch=amd64&distro=debian-12' }],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
    },
  ],
};

let directory: string;
let reference: string;

const at = (name: string) => join(directory, name);
const scan = (...args: readonly string[]) => runPlimsoll(['scan', '--data', at('data'), ...args]);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plimsoll-policy-'));
  reference = `oci:${await writeOciLayout(at('layout'), [{ image: zlibImage, tag: 'one' }])}:one`;
  await mkdir(at('feeds'));
  const root = { name: 'No root', action: 'warn', rules: [{ conditions: [{ type: 'runs-as-root' }] }] };
  const files = {
    'own.json': zlibAdvisory,
    'vex.json': statement,
    'root.json': root,
    'wrong.json': { ...root, rules: [] },
  };
  await Promise.all(Object.entries(files).map(([name, json]) => writeFile(at(name), JSON.stringify(json))));
  const update = ['advisories', 'update', '--data', at('data'), '--from', at('feeds'), '--own', at('own.json')];
  expect(await runPlimsoll(update)).toMatchObject({ status: 0 });
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('plimsoll scan --policy', () => {
  it('ends with 1 where a policy fails, after the report, and names the policy', async () => {
    const policies = ['--policy', 'template:severe-with-fix', '--policy', at('root.json')];
    const { status: exit, stdout, stderr } = await scan(reference, ...policies);
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^FAIL {6}Severe vulnerabilities with a fix\n +- Severity critical, and fix available: 1 finding \(CVE-2099-0001 in zlib1g\)$/m,
    );
    expect(stdout).toMatch(/^warn {6}No root\n +- Runs as root: no default user is named, /m);
    expect(stderr).toMatch(/^plimsoll: .* violates a policy: Severe vulnerabilities with a fix\.$/m);
  });

  it('ends with 0 where all that violates is accepted, or only warned of, and writes the verdicts', async () => {
    const policies = ['--policy', 'template:severe-with-fix', '--policy', at('root.json')];
    const { status: exit, stdout } = await scan(reference, ...policies, '--vex', at('vex.json'), '--format', 'json');
    expect(exit).toBe(0);
    const { verdicts, findings, complete } = JSON.parse(stdout);
    expect(complete).toBe(true);
    expect(verdicts.map(({ policyId, outcome }: { policyId: string; outcome: string }) => [policyId, outcome])).toEqual(
      [
        ['severe-with-fix', 'accepted'],
        ['no-root', 'warn'],
      ],
    );
    expect(verdicts[0].rules[0]).toMatchObject({
      ruleId: 'critical',
      subject: 'finding',
      outcome: 'accepted',
      violations: [{ findingId: findings[0].id, packageId: findings[0].packageId, accepted: true }],
    });
  });

  it('does not judge the configuration of an image of which it has an SBOM only, and says so', async () => {
    const sbom = ['sbom', reference, '--data', at('data'), '--output', at('sbom.json')];
    expect(await runPlimsoll(sbom)).toMatchObject({ status: 0 });
    const { status: exit, stdout } = await scan(
      `sbom:${at('sbom.json')}`,
      '--policy',
      at('root.json'),
      '--format',
      'json',
    );
    expect(exit).toBe(0);
    const { verdicts, problems } = JSON.parse(stdout);
    expect(verdicts[0]).toMatchObject({ outcome: 'pass', asFarAsKnown: true, rules: [{ asFarAsKnown: true }] });
    const said = problems.find(({ code }: { code: string }) => code === 'policy/image-not-read');
    expect(said?.message).toMatch(/so these rules of policies are not judged: Runs as root$/);
  });

  it.each([
    ['a policy without rules', 'wrong.json', /wrong\.json cannot be used: the policy: "rules" must be a list/],
    ['a file that is not there', 'gone.json', /gone\.json cannot be read: there is none/],
  ])('takes %s for wrong usage', async (_, name, message) => {
    const { status: exit, stdout, stderr } = await scan(reference, '--policy', at(name));
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
