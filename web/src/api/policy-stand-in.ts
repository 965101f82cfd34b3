// Stands in for the generated client until the service has these routes: never landed.
import type { PolicyInput, RequestOptions } from './generated/index.ts';
import { request } from './generated/request.ts';

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
const call = <Answer>(method: string, path: string, options: RequestOptions, more: object = {}) =>
  request<Answer>({ method, path: `/api/v1${path}`, ...more }, options);
export const simulatePolicy = ({ body }: { body: PolicyInput }, options: RequestOptions = {}) =>
  call<PolicySimulation>('POST', '/policies/simulation', options, { body });
declare module './generated/models.ts' {
  interface Dashboard {
    readonly policies: readonly {
      readonly policyId: string;
      readonly name: string;
      readonly action: 'fail' | 'warn';
      readonly images: number;
    }[];
  }
}
