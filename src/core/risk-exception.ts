/** Why a risk is accepted. */
export const exceptionReasons = ['accepted', 'mitigated', 'transferred', 'not-relevant', 'other'] as const;
export type ExceptionReason = (typeof exceptionReasons)[number];

/** Where it is: in all images, in those of repositories of a name (`*` stands for any characters), or in one image (config or manifest digest). */
export type ExceptionScope =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'repository'; readonly repository: string }
  | { readonly kind: 'image'; readonly image: string };

/** Packages in which a vulnerability is accepted; without a version, in all of that name. */
export interface ExceptedPackage {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
}

/** What of an exception may be changed later. With both a day and `untilFixed`, whichever comes first ends it. */
export interface ExceptionTerms {
  readonly reason: ExceptionReason;
  readonly comment: string;
  /** The last day on which it holds, UTC: `2027-01-31`. */
  readonly until?: string;
  /** It does not hold of a finding for which there is a fix. */
  readonly untilFixed: boolean;
}

/** An accepted risk: findings that are kept, and do not count. */
export interface RiskException extends ExceptionTerms {
  readonly id: string;
  /** Any name of it. */
  readonly vulnerability: string;
  /** Absent for whatever package has it. */
  readonly package?: ExceptedPackage;
  readonly scope: ExceptionScope;
  readonly createdBy: string;
  readonly createdAt: Date;
}
