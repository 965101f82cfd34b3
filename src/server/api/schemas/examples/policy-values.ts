const name = 'Nothing critical that can be mended';
const purpose = 'What is shipped holds nothing critical for which there is a fix.';
const ruleId = 'critical';
const ruleText = 'severity critical';
const policyId = '0198f3a2-4e7b-7a15-b0d2-6c9e1f83a540';

const policy = {
  name,
  description: purpose,
  enabled: true,
};

function ofModel(model: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([property, value]) => [`${model}.${property}`, value]));
}

/** What stands in examples of policies and of what they come to, by `Model.property`. */
export const policyValues: Readonly<Record<string, unknown>> = {
  policyId,
  ruleId,
  ...ofModel('PolicyInput', policy),
  ...ofModel('Policy', { ...policy, id: policyId, createdBy: 'admin' }),
  ...ofModel('PolicyScope', { registryIds: [], repositories: ['team/*'], except: ['team/sandbox'] }),
  ...ofModel('PolicyRuleInput', { id: ruleId }),
  ...ofModel('PolicyRule', { id: ruleId, description: ruleText }),
  ...ofModel('PolicyRuleDescription', { description: ruleText }),
  ...ofModel('PolicyCondition', { type: 'severity', options: { level: 'critical' } }),
  ...ofModel('PolicyConditionKind', {
    type: 'severity',
    displayName: 'Severity',
    description: 'The vulnerability has this severity, or a worse one.',
  }),
  ...ofModel('PolicyOptionField', {
    name: 'level',
    label: 'Severity',
    help: 'From critical to negligible.',
    kind: 'choice',
    choices: ['critical', 'high'],
  }),
  ...ofModel('PolicyTemplate', { name: 'nothing-critical', displayName: name, description: purpose }),
  ...ofModel('PolicyEvaluation', { state: 'done' }),
  ...ofModel('PolicyImages', { fail: 2, warn: 0, accepted: 1, pass: 40, pending: 0 }),
  ...ofModel('SimulatedRule', { description: ruleText, violations: 5, images: 2 }),
  ...ofModel('PolicySimulation', { images: 43, violating: 2, newlyViolating: 1 }),
  ...ofModel('PolicyVerdict', { name }),
  ...ofModel('RuleVerdict', { description: ruleText, violations: 1, accepted: 0 }),
  ...ofModel('ViolatedPolicy', { name }),
  'ListedPolicies.failed': [name],
};

/** What their examples leave out: a rule on findings has nothing to say of the image. */
export const policyLeftOut: Readonly<Record<string, readonly string[]>> = {
  PolicyOptionField: ['minimum', 'maximum'],
  PolicyEvaluation: ['progress', 'message'],
  RuleVerdict: ['message'],
  ImageViolation: ['message', 'package'],
};
