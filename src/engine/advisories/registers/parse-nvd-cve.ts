import type { VulnerabilityRecord } from '#core/advisory.ts';
import { asRecords, asString, isRecord } from '#core/json.ts';
import type { RateVector } from '../cvss/rate-vector.ts';
import { RecordFault } from '../osv/record-fault.ts';
import { readRating, weaknesses } from './read-ratings.ts';
import { registerTime } from './register-time.ts';

const metricFields = ['cvssMetricV40', 'cvssMetricV31', 'cvssMetricV30', 'cvssMetricV2'] as const;
const cisaAdp = '134c704f-9b21-4f2e-91b3-4a467353bcc0';

/**
 * Reads a member of `vulnerabilities` of NVD's API 2.0 (nvd.nist.gov/developers/vulnerabilities): ratings by who gave them and
 * weaknesses. Its CPE configurations are not read. Throws a {@link RecordFault}.
 */
export function parseNvdCve(value: unknown, rate: RateVector): VulnerabilityRecord {
  const cve = isRecord(value) && isRecord(value.cve) ? value.cve : {};
  const vulnerabilityId = asString(cve.id) ?? '';
  if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId)) throw new RecordFault('has no CVE');
  const metrics = isRecord(cve.metrics) ? cve.metrics : {};
  const published = registerTime(asString(cve.published));
  return {
    vulnerabilityId,
    severities: metricFields
      .flatMap((field) => asRecords(metrics[field]))
      .flatMap((metric) => readRating(metric.cvssData, raterOf(asString(metric.source)), rate)),
    cwes: weaknesses(
      asRecords(cve.weaknesses)
        .flatMap(({ description }) => asRecords(description))
        .map((description) => asString(description.value)),
    ),
    ...(published !== undefined && { published }),
    ...(cve.vulnStatus === 'Rejected' && { rejected: true }),
  };
}

/** NVD names raters by e-mail address, or by the id of their organisation in the CVE programme. */
function raterOf(source: string | undefined): string {
  if (source === 'nvd@nist.gov') return 'NVD';
  if (source === cisaAdp) return 'CISA-ADP';
  const domain = source?.slice(source.indexOf('@') + 1) ?? '';
  return source?.includes('@') === true && domain !== '' ? domain.slice(0, 80) : 'CNA';
}
