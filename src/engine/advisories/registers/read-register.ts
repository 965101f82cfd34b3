import type { VulnerabilityRecord } from '#core/advisory.ts';
import type { FeedRecord } from '../advisory-source.ts';
import type { RateVector } from '../cvss/rate-vector.ts';
import { RecordFault } from '../osv/record-fault.ts';

type ParseRecord = (value: unknown, rate: RateVector) => VulnerabilityRecord;

/** One record of a register; one that cannot be read is named. */
export function readRegisterRecord(
  name: string,
  value: unknown,
  { parse, rate }: { readonly parse: ParseRecord; readonly rate: RateVector },
): FeedRecord {
  try {
    return { kind: 'vulnerability', vulnerability: parse(value, rate) };
  } catch (error) {
    if (error instanceof RecordFault) return { kind: 'bad', name, reason: error.message };
    throw error;
  }
}
