import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { acceptance, acceptanceWords } from '#tests/support/acceptance.ts';
import { hostileReport, hostileTexts } from '#tests/support/hostile-report.ts';
import { judgedReport, limitedVerdict } from '#tests/support/judged-report.ts';
import { finding, npmPackage, scanReport } from '#tests/support/sample-report.ts';
import { gitlab } from './gitlab.ts';

const write = (report: ReturnType<typeof scanReport>) => JSON.parse([...gitlab.write(report)].join(''));

const text = { type: 'string', minLength: 1 };
const url = { type: 'string', pattern: '^https?://.+' };
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
const object = (properties: Readonly<Record<string, object>>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems });
const program = object({ id: text, name: text, version: text, vendor: object({ name: text }) });

/** What GitLab's schema asks of the members that are written; the schema itself is not among the files that may be at hand. */
const demands = object({
  version: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
  scan: object({
    analyzer: program,
    scanner: program,
    type: { const: 'container_scanning' },
    status: { enum: ['success', 'failure'] },
    start_time: time,
    end_time: time,
    messages: list(object({ level: { enum: ['info', 'warn', 'fatal'] }, value: text })),
  }),
  vulnerabilities: list(
    object(
      {
        id: text,
        name: { type: 'string', maxLength: 255 },
        description: { type: 'string', maxLength: 1_048_576 },
        severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
        solution: { type: 'string', maxLength: 7000 },
        identifiers: list(object({ type: text, name: text, value: text, url }), 1),
        links: list(object({ url, name: { type: 'string' } }, ['url'])),
        location: object({
          dependency: object({ package: object({ name: { type: 'string' } }), version: { type: 'string' } }),
          operating_system: text,
          image: text,
        }),
      },
      ['id', 'identifiers', 'location'],
    ),
  ),
});

describe('gitlab', () => {
  it.each(Object.entries(hostileTexts))('meets what the schema asks, with %s', (_, hostile) => {
    const validate = new Ajv({ strict: false }).compile(demands);
    const document = write(hostileReport(hostile));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
  });

  it('says in messages what policies say', () => {
    expect(write(judgedReport()).scan.messages).toEqual([
      { level: 'warn', value: 'policy Severe: fail' },
      { level: 'warn', value: expect.stringMatching(/^violated: Severity at least high: 5 findings/) },
      { level: 'warn', value: 'policy House rules: warn' },
      { level: 'warn', value: expect.stringMatching(/^violated: Licence GPL-\*: 1 package/) },
      { level: 'warn', value: 'violated: Runs as root: no default user is named' },
      { level: 'info', value: 'policy Listed: accepted' },
      { level: 'info', value: expect.stringMatching(/^violated: Vulnerability CVE-2024-5: 1 finding/) },
      { level: 'info', value: 'policy End of life: pass' },
      { level: 'info', value: 'findings that are left out: 1 suppressed' },
      { level: 'info', value: 'findings that are left out: CVE-2024-5 in a, vex: not reachable' },
    ]);
  });

  it('writes findings that count, and says how many do not', () => {
    const document = write(
      scanReport({
        packages: [npmPackage('a', '1.0.0')],
        findings: [
          finding('CVE-2024-1', 'a', { severity: 'negligible', aliases: ['GHSA-xx'] }),
          finding('CVE-2024-2', 'a', { suppressions: [acceptance] }),
          finding('CVE-2024-3', 'a', { hidden: 'kernel-headers' }),
        ],
        problems: [{ stage: 'image', code: 'image/x', message: 'cut', affectsCoverage: true }],
        distro: { id: 'debian', versionId: '12', prettyName: 'Debian 12', idLike: [] },
      }),
    );
    expect(document.vulnerabilities).toMatchObject([
      {
        name: 'CVE-2024-1',
        severity: 'Info',
        solution: 'Update a to 2.0.0 or later.',
        identifiers: [
          { type: 'cve', value: 'CVE-2024-1' },
          { type: 'ghsa', value: 'GHSA-xx' },
        ],
        location: {
          dependency: { package: { name: 'a' }, version: '1.0.0' },
          operating_system: 'debian 12',
          image: 'r.example/app:1',
        },
      },
    ]);
    expect(document.scan.messages).toEqual([
      { level: 'warn', value: 'image/x: cut' },
      { level: 'info', value: 'findings that are left out: 1 suppressed' },
      { level: 'info', value: `findings that are left out: CVE-2024-2 in a, ${acceptanceWords}` },
      { level: 'info', value: 'findings that are left out: 1 hidden (1 in kernel headers)' },
    ]);
  });

  it('tells of the first hundred that are suppressed', () => {
    const names = Array.from({ length: 150 }, (_, index) => `CVE-2024-${index}`);
    const findings = names.map((name) => finding(name, 'a', { suppressions: [acceptance] }));
    const { messages } = write(scanReport({ findings })).scan;
    expect(messages).toHaveLength(101);
    expect(messages[0].value).toBe('findings that are left out: 150 suppressed');
  });

  it('says that a policy passes as far as known', () => {
    expect(write(judgedReport({ verdicts: [limitedVerdict] })).scan.messages[0]).toEqual({
      level: 'info',
      value: 'policy End of life: pass, as far as known',
    });
  });
});
