/** A version of CVSS: the metrics that a vector must have, those that it may have, and the values of each. */
export interface CvssMetrics {
  readonly base: Readonly<Record<string, string>>;
  readonly optional: Readonly<Record<string, string>>;
}

/** Values are written one after the other, separated by spaces. CVSS 2.0: first.org/cvss/v2/guide. */
export const cvss2Metrics: CvssMetrics = {
  base: { AV: 'L A N', AC: 'H M L', Au: 'M S N', C: 'N P C', I: 'N P C', A: 'N P C' },
  optional: {
    E: 'U POC F H ND',
    RL: 'OF TF W U ND',
    RC: 'UC UR C ND',
    CDP: 'N L LM MH H ND',
    TD: 'N L M H ND',
    CR: 'L M H ND',
    IR: 'L M H ND',
    AR: 'L M H ND',
  },
};

/** CVSS 3.0 and 3.1, whose metrics are the same: first.org/cvss/v3.1/specification-document. */
export const cvss3Metrics: CvssMetrics = {
  base: { AV: 'N A L P', AC: 'L H', PR: 'N L H', UI: 'N R', S: 'U C', C: 'H L N', I: 'H L N', A: 'H L N' },
  optional: {
    E: 'X H F P U',
    RL: 'X U W T O',
    RC: 'X C R U',
    CR: 'X H M L',
    IR: 'X H M L',
    AR: 'X H M L',
    MAV: 'X N A L P',
    MAC: 'X L H',
    MPR: 'X N L H',
    MUI: 'X N R',
    MS: 'X U C',
    MC: 'X N L H',
    MI: 'X N L H',
    MA: 'X N L H',
  },
};

/** CVSS 4.0: first.org/cvss/v4.0/specification-document. */
export const cvss4Metrics: CvssMetrics = {
  base: {
    AV: 'N A L P',
    AC: 'L H',
    AT: 'N P',
    PR: 'N L H',
    UI: 'N P A',
    VC: 'H L N',
    VI: 'H L N',
    VA: 'H L N',
    SC: 'H L N',
    SI: 'H L N',
    SA: 'H L N',
  },
  optional: {
    E: 'X A P U',
    CR: 'X H M L',
    IR: 'X H M L',
    AR: 'X H M L',
    MAV: 'X N A L P',
    MAC: 'X L H',
    MAT: 'X N P',
    MPR: 'X N L H',
    MUI: 'X N P A',
    MVC: 'X H L N',
    MVI: 'X H L N',
    MVA: 'X H L N',
    MSC: 'X H L N',
    MSI: 'X S H L N',
    MSA: 'X S H L N',
    S: 'X N P',
    AU: 'X N Y',
    R: 'X A U I',
    V: 'X D C',
    RE: 'X L M H',
    U: 'X Clear Green Amber Red',
  },
};

/** Tells whether `parts` (`AV:N`, …) are a vector: every base metric once, others at most once, all values known. */
export function isVector(parts: readonly string[], metrics: CvssMetrics): boolean {
  const seen = new Set<string>();
  for (const part of parts) {
    const [metric, value, ...rest] = part.split(':');
    if (metric === undefined || value === undefined || rest.length > 0 || seen.has(metric)) return false;
    if (!valuesOf(metrics, metric).includes(value)) return false;
    seen.add(metric);
  }
  return Object.keys(metrics.base).every((metric) => seen.has(metric));
}

/** Only the tables' own names count: a vector may name a metric `constructor`. */
function valuesOf({ base, optional }: CvssMetrics, metric: string): readonly string[] {
  const table = Object.hasOwn(base, metric) ? base : optional;
  return Object.hasOwn(table, metric) ? (table[metric]?.split(' ') ?? []) : [];
}
