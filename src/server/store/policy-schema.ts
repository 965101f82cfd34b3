import type { Generated, GeneratedAlways } from 'kysely';
import type { PolicyAction, PolicyCondition, PolicySubject } from '#core/policy.ts';
import type { JsonColumn, Time } from './listing-schema.ts';

/** How far a policy's judging is. */
export type EvaluationState = 'waiting' | 'running' | 'done' | 'failed';

/** How many things violate a rule: those that count, and those that statements or exceptions accept. */
export interface ViolationCounts {
  violations: number;
  accepted: number;
}

/** Tables of policies, and of what violates them: only where something does. */
export interface PolicyTables {
  policy: {
    id: string;
    name: string;
    description: string | null;
    action: PolicyAction;
    enabled: boolean;
    /** None for all. */
    registry_ids: string[];
    /** Patterns with `*`; none for all. */
    repositories: string[];
    except_repositories: string[];
    state: Generated<EvaluationState>;
    progress: Generated<number | null>;
    message: Generated<string | null>;
    evaluated_at: Generated<Date | null>;
    /** Images, as last counted: see `policy_to_count`. */
    violating: Generated<number>;
    accepted: Generated<number>;
    passing: Generated<number>;
    pending: Generated<number>;
    created_at: Time;
    created_by: string;
    updated_at: Time;
  };
  policy_rule: {
    id: GeneratedAlways<number>;
    policy_id: string;
    rule_id: string;
    position: number;
    conditions: JsonColumn<PolicyCondition[]>;
    subject: PolicySubject;
    looks_at_clock: boolean;
    judging: Generated<boolean>;
    /** What it looks at has changed everywhere. */
    stale: Generated<boolean>;
    /** Null where it is not known of everything stored whether it violates the rule. */
    judged_at: Generated<Date | null>;
  };
  /** Scopes made concrete; triggers keep it for repositories, whoever changes a policy for that. */
  policy_repository: { repository_id: number; policy_id: string };
  package_violation: ViolationCounts & { package_id: number; rule_id: number };
  package_set_violation: ViolationCounts & { set_id: number; rule_id: number };
  image_violation: ViolationCounts & { image_id: number; rule_id: number; message: string | null };
  /** Repositories whose images' outcomes in the listing may be others than policies come to. */
  repository_to_judge: { repository_id: number; marks: Generated<number> };
  policy_to_count: { policy_id: string; marks: Generated<number> };
  rule_to_forget: { rule_id: number };
}
