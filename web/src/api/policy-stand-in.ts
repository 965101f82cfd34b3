// Stands in for the generated client until the service has these routes: never landed.
import type { PolicyInput, PolicyRule, RequestOptions } from './generated/index.ts';
import { request } from './generated/request.ts';

export interface PolicyTemplate {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly rules: readonly PolicyRule[];
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
interface List<Item> {
  readonly items: readonly Item[];
}
const call = <Answer>(method: string, path: string, options: RequestOptions, more: object = {}) =>
  request<Answer>({ method, path: `/api/v1${path}`, ...more }, options);
export const listPolicyTemplates = (options: RequestOptions = {}) =>
  call<List<PolicyTemplate>>('GET', '/policy-templates', options);
export const simulatePolicy = ({ body }: { body: PolicyInput }, options: RequestOptions = {}) =>
  call<PolicySimulation>('POST', '/policies/simulation', options, { body });
interface ImagePolicy {
  readonly outcome: 'fail' | 'warn' | 'accepted' | 'pass' | 'pending' | 'none';
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
