import type { Suppression } from '#core/finding.ts';
import type { ExceptionReason, RiskException } from '#core/risk-exception.ts';

/** What exceptions look at of a finding. */
export interface ExceptableFinding {
  readonly vulnerability_id: string;
  readonly aliases: readonly string[];
  readonly fixable: boolean;
  readonly type: string;
  readonly name: string;
  readonly version: string;
}

/** Exceptions by the names of vulnerabilities, the one that was made last first. */
export type ExceptionIndex = ReadonlyMap<string, readonly RiskException[]>;

/** Why a finding does not count, by the exception on it that was made last; undefined where none is. Images and expiry are the caller's. */
export function exceptionOn(
  finding: ExceptableFinding,
  exceptions: ExceptionIndex = new Map(),
): Suppression | undefined {
  if (exceptions.size === 0) return undefined;
  const about = new Set([finding.vulnerability_id, ...finding.aliases].flatMap((name) => exceptions.get(name) ?? []));
  const [latest] = [...about].filter((one) => accepts(one, finding)).sort(laterFirst);
  return latest && suppressionByException(latest);
}

/** Makes an index of exceptions in whatever order. */
export function indexExceptions(exceptions: readonly RiskException[]): ExceptionIndex {
  return Map.groupBy(exceptions, ({ vulnerability }) => vulnerability);
}

function accepts({ package: one, untilFixed }: RiskException, finding: ExceptableFinding): boolean {
  if (untilFixed && finding.fixable) return false;
  if (one === undefined) return true;
  if (one.type !== finding.type || one.name !== finding.name) return false;
  return one.version === undefined || one.version === finding.version;
}

/** By number where two were made at once, so that the answer is always the same. */
function laterFirst(a: RiskException, b: RiskException): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}

const reasonWords: Readonly<Record<ExceptionReason, string>> = {
  accepted: '',
  mitigated: 'mitigated elsewhere: ',
  transferred: 'transferred: ',
  'not-relevant': 'not relevant here: ',
  other: '',
};

function suppressionByException({ id, reason, comment, until, untilFixed, createdBy }: RiskException): Suppression {
  return {
    by: 'exception',
    statementId: id,
    reason: `${reasonWords[reason]}${comment}`,
    acceptedBy: createdBy,
    ...(until !== undefined && { expires: until }),
    ...(untilFixed && { untilFixed }),
  };
}
