// Stands in for the generated client until the service has these routes: never landed.
import type { ImageFinding, ImagePackage, RequestOptions } from './generated/index.ts';
import { request } from './generated/request.ts';

export type PolicyOption = string | number | boolean | readonly string[];
export interface PolicyOptionField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'text' | 'number' | 'choice' | 'list' | 'date' | 'switch';
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly optional?: boolean;
}
export interface PolicyConditionKind {
  readonly type: string;
  readonly displayName: string;
  readonly description: string;
  readonly subject: 'finding' | 'package' | 'image';
  readonly fields: readonly PolicyOptionField[];
}
export interface PolicyCondition {
  readonly type: string;
  readonly options: Readonly<Record<string, PolicyOption>>;
}
export interface PolicyRuleInput {
  readonly id: string;
  readonly conditions: readonly PolicyCondition[];
}
export interface PolicyRule extends PolicyRuleInput {
  readonly description: string;
  readonly subject: 'finding' | 'package' | 'image';
}
export interface PolicyTemplate {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly rules: readonly PolicyRule[];
}
export interface PolicyScope {
  readonly registryIds: readonly string[];
  readonly repositories: readonly string[];
  readonly except: readonly string[];
}
export interface PolicyInput {
  readonly name: string;
  readonly description?: string;
  readonly action: 'fail' | 'warn';
  readonly enabled: boolean;
  readonly scope: PolicyScope;
  readonly rules: readonly PolicyRuleInput[];
}
export interface Policy extends Omit<PolicyInput, 'rules'> {
  readonly id: string;
  readonly rules: readonly PolicyRule[];
  readonly evaluation: {
    readonly state: 'waiting' | 'running' | 'done' | 'failed';
    readonly progress?: number;
    readonly evaluatedAt?: string;
    readonly message?: string;
  };
  readonly images: { fail: number; warn: number; accepted: number; pass: number; pending: number };
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
}
export interface PolicySimulation {
  readonly images: number;
  readonly violating: number;
  readonly newlyViolating: number;
  readonly rules: readonly {
    readonly ruleId: string;
    readonly description: string;
    readonly violations: number;
    readonly images: number;
  }[];
  readonly examples: readonly {
    readonly imageId: string;
    readonly repository: string;
    readonly tags: readonly string[];
    readonly violations: number;
  }[];
}
export type PolicyOutcome = 'fail' | 'warn' | 'accepted' | 'pass';
export interface RuleVerdict {
  readonly ruleId: string;
  readonly description: string;
  readonly subject: 'finding' | 'package' | 'image';
  readonly outcome: PolicyOutcome | 'pending';
  readonly violations: number;
  readonly accepted: number;
  readonly message?: string;
}
export interface ImagePolicyVerdict {
  readonly policyId: string;
  readonly name: string;
  readonly action: 'fail' | 'warn';
  readonly outcome: PolicyOutcome | 'pending';
  readonly rules: readonly RuleVerdict[];
}
export interface ImageVerdicts {
  readonly outcome: PolicyOutcome | 'pending' | 'none';
  readonly policies: readonly ImagePolicyVerdict[];
}
export interface Violation {
  readonly finding?: ImageFinding;
  readonly package?: ImagePackage;
  readonly message?: string;
  readonly accepted: boolean;
}
export interface ViolationPage {
  readonly items: readonly Violation[];
  readonly nextCursor?: string;
  readonly total?: number;
}
interface List<Item> {
  readonly items: readonly Item[];
}

const call = <Answer>(method: string, path: string, options: RequestOptions, more: object = {}) =>
  request<Answer>({ method, path: `/api/v1${path}`, ...more }, options);

export const listPolicyConditions = (options: RequestOptions = {}) =>
  call<List<PolicyConditionKind>>('GET', '/policy-conditions', options);
export const listPolicyTemplates = (options: RequestOptions = {}) =>
  call<List<PolicyTemplate>>('GET', '/policy-templates', options);
export const listPolicies = (options: RequestOptions = {}) => call<List<Policy>>('GET', '/policies', options);
export const createPolicy = ({ body }: { body: PolicyInput }, options: RequestOptions = {}) =>
  call<Policy>('POST', '/policies', options, { body });
export const updatePolicy = (
  { policyId, body }: { policyId: string; body: PolicyInput },
  options: RequestOptions = {},
) => call<Policy>('PUT', `/policies/${encodeURIComponent(policyId)}`, options, { body });
export const deletePolicy = ({ policyId }: { policyId: string }, options: RequestOptions = {}) =>
  call<void>('DELETE', `/policies/${encodeURIComponent(policyId)}`, options);
export const simulatePolicy = ({ body }: { body: PolicyInput }, options: RequestOptions = {}) =>
  call<PolicySimulation>('POST', '/policies/simulation', options, { body });
export const getImageVerdicts = (
  { imageId, repository }: { imageId: string; repository?: string | undefined },
  options: RequestOptions = {},
) => call<ImageVerdicts>('GET', `/images/${encodeURIComponent(imageId)}/verdicts`, options, { query: { repository } });
export const listImageViolations = (
  {
    imageId,
    ...query
  }: { imageId: string; policyId: string; ruleId: string; cursor?: string | undefined; limit?: number | undefined },
  options: RequestOptions = {},
) => call<ViolationPage>('GET', `/images/${encodeURIComponent(imageId)}/violations`, options, { query });

interface ImagePolicy {
  readonly outcome: PolicyOutcome | 'pending' | 'none';
  readonly failed: readonly string[];
}
declare module './generated/models.ts' {
  interface ImageSummary {
    readonly policy: ImagePolicy;
  }
  interface ImageOverview {
    readonly policy: ImagePolicy;
  }
  interface Repository {
    readonly failing: number;
  }
  interface Registry {
    readonly failing: number;
  }
  interface UploadedArchives {
    readonly failing: number;
  }
  interface Dashboard {
    readonly policies: readonly {
      readonly policyId: string;
      readonly name: string;
      readonly action: 'fail' | 'warn';
      readonly images: number;
    }[];
  }
}
