import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createPolicy,
  deletePolicy,
  describePolicyRules,
  listImageVerdicts,
  listImageViolations,
  listPolicies,
  listPolicyConditions,
  listPolicyTemplates,
  type PolicyInput,
  type PolicyRuleInput,
  simulatePolicy,
  updatePolicy,
} from './generated/index.ts';
import { usePagedList } from './paged.ts';

/** All policies, asked for again while one of them is being evaluated. */
export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => listPolicies({ signal }),
  refetchInterval: (query) => (query.state.data?.items.some(isBeingEvaluated) ? 2_000 : false),
});

/** Whether the outcomes of a policy are still being worked out. */
export function isBeingEvaluated({ evaluation }: { readonly evaluation: { readonly state: string } }): boolean {
  return evaluation.state === 'waiting' || evaluation.state === 'running';
}

/** All policies. */
export function usePolicies() {
  return useQuery(policiesQuery);
}

/** What rules can be made of; part of the service, so asked for once. */
export function usePolicyConditions() {
  return useQuery({
    queryKey: ['policy-conditions'],
    queryFn: ({ signal }) => listPolicyConditions({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Rules to start from. */
export function usePolicyTemplates() {
  return useQuery({
    queryKey: ['policy-templates'],
    queryFn: ({ signal }) => listPolicyTemplates({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A rule in words, or what is wrong with it; not asked for while there is none. The words of before stay until there are others. */
export function useRuleDescription(conditions: PolicyRuleInput['conditions'] | undefined) {
  return useQuery({
    queryKey: ['policy-rule-description', conditions],
    queryFn: ({ signal }) => describePolicyRules({ body: { rules: [{ conditions: conditions ?? [] }] } }, { signal }),
    enabled: conditions !== undefined,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Adds a policy, or changes the one that `id` names; images have other outcomes then. */
export function useSavePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, input }: { readonly id: string | undefined; readonly input: PolicyInput }) =>
      id === undefined ? createPolicy({ body: input }) : updatePolicy({ policyId: id, body: input }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Removes a policy; images have other outcomes then. */
export function useDeletePolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (policyId: string) => deletePolicy({ policyId }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Says what a policy would come to, without saving it. */
export function useSimulatePolicy() {
  return useMutation({ mutationFn: (body: PolicyInput) => simulatePolicy({ body }) });
}

/** What the policies say of an image. */
export function useImageVerdicts(imageId: string) {
  return useQuery({
    queryKey: ['image', imageId, 'verdicts'],
    queryFn: ({ signal }) => listImageVerdicts({ imageId }, { signal }),
    refetchInterval: (query) => (query.state.data?.outcome === 'pending' ? 3_000 : false),
  });
}

/** What violates a rule in an image. */
export function useImageViolations(of: {
  readonly imageId: string;
  readonly policyId: string;
  readonly ruleId: string;
}) {
  return usePagedList(['image', of.imageId, 'violations', of], (cursor, options) =>
    listImageViolations({ ...of, cursor }, options),
  );
}
