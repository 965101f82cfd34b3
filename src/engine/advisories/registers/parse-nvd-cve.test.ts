import { describe, expect, it } from 'vitest';
import { rateVector } from '../cvss/rate-vector.ts';
import { RecordFault } from '../osv/record-fault.ts';
import { parseNvdCve } from './parse-nvd-cve.ts';

const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const v2 = 'AV:N/AC:L/Au:N/C:P/I:P/A:P';
const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
const parse = (cve: unknown) => parseNvdCve({ cve }, rateVector);

describe('parseNvdCve', () => {
  it('takes every rating with who gave it, weaknesses and the day of publication', () => {
    const cve = {
      id: 'CVE-2026-0001',
      published: '2026-01-02T03:04:05.678',
      vulnStatus: 'Analyzed',
      metrics: {
        cvssMetricV31: [
          { source: 'nvd@nist.gov', type: 'Primary', cvssData: { vectorString: v31 } },
          { source: 'psirt@vendor.example', type: 'Secondary', cvssData: { vectorString: v31 } },
        ],
        cvssMetricV40: [{ source: '134c704f-9b21-4f2e-91b3-4a467353bcc0', cvssData: { vectorString: v4 } }],
        cvssMetricV2: [{ source: 'nvd@nist.gov', cvssData: { vectorString: v2 } }],
      },
      weaknesses: [
        {
          source: 'nvd@nist.gov',
          description: [
            { lang: 'en', value: 'CWE-79' },
            { lang: 'en', value: 'NVD-CWE-noinfo' },
          ],
        },
        { source: 'x', description: [{ lang: 'en', value: 'CWE-79' }] },
      ],
    };
    const { severities, ...rest } = parse(cve);
    expect(rest).toEqual({ vulnerabilityId: 'CVE-2026-0001', cwes: ['CWE-79'], published: '2026-01-02T03:04:05.678Z' });
    expect(severities.map(({ by, kind, score }) => [by, kind, score])).toEqual([
      ['CISA-ADP', 'cvss4', 9.3],
      ['NVD', 'cvss3', 9.8],
      ['vendor.example', 'cvss3', 9.8],
      ['NVD', 'cvss2', 7.5],
    ]);
  });

  it('marks a number that was withdrawn', () => {
    expect(parse({ id: 'CVE-2026-0001', vulnStatus: 'Rejected' })).toEqual({
      vulnerabilityId: 'CVE-2026-0001',
      severities: [],
      cwes: [],
      rejected: true,
    });
  });

  it('leaves out what is no vector and what is no time', () => {
    const metrics = { cvssMetricV31: [{ source: 7, cvssData: { vectorString: 'CVSS:3.1/AV:N' } }, 'x'] };
    expect(parse({ id: 'CVE-2026-0001', metrics, published: 'yesterday', weaknesses: 3 })).toEqual({
      vulnerabilityId: 'CVE-2026-0001',
      severities: [],
      cwes: [],
    });
  });

  it.each([[null], [{}], [{ id: 'x' }], [{ id: ['CVE-2026-0001'] }]])('refuses %j', (cve) => {
    expect(() => parse(cve)).toThrow(RecordFault);
  });
});
