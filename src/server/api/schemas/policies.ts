import Type from 'typebox';
import { policyActions, policySubjects } from '#core/policy.ts';
import { policyLimits } from '#engine/policy/index.ts';
import { count, listOf, model, oneOf, ref, time, words } from './model.ts';
import { operation } from './operation.ts';
import { ruleOutcome } from './policy-outcome.ts';

const tags = ['policies'];
const maxPatterns = 100;

const action = oneOf(policyActions, 'What an image that violates it comes to.');
const subject = oneOf(policySubjects, 'What is judged: each finding with its package, each package, or the image.');

const field = model('PolicyOptionField', 'An option of a kind of condition.', {
  name: Type.String({ description: 'The option, as `options` names it.' }),
  label: Type.String({ description: 'Its label in a form.' }),
  help: Type.String({ description: 'What to give.' }),
  kind: oneOf(['text', 'number', 'choice', 'list', 'date', 'switch'], 'What it is; a list is of texts, a date a day.'),
  choices: Type.Optional(words('What there is to choose from.')),
  minimum: Type.Optional(Type.Number({ description: 'The least that a number may be.' })),
  maximum: Type.Optional(Type.Number({ description: 'The most that a number may be.' })),
  optional: Type.Optional(Type.Boolean({ description: 'Whether it may be left out.' })),
});

const conditionKind = model('PolicyConditionKind', 'A kind of condition that rules may have.', {
  type: Type.String({ description: 'The kind, as conditions name it.' }),
  displayName: Type.String({ description: 'Its name for people.' }),
  description: Type.String({ description: 'When it holds.' }),
  subject,
  fields: listOf(field, 'Its options.'),
});
const conditionKinds = model('PolicyConditionKinds', 'All kinds of conditions.', {
  items: listOf(conditionKind, 'In the order in which a form offers them.'),
});

const condition = model('PolicyCondition', 'One thing that a violation needs.', {
  type: Type.String({ minLength: 1, maxLength: policyLimits.idLength, description: 'The kind of condition.' }),
  // As it is: what is no value of an option must be told, not changed to fit.
  options: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      maxProperties: 50,
      additionalProperties: true,
      description: 'Its options: texts, numbers, true or false, or lists of texts.',
    }),
  ),
});

const conditions = Type.Unsafe<{ type: string; options?: Record<string, unknown> }[]>({
  type: 'array',
  items: ref(condition),
  minItems: 1,
  maxItems: policyLimits.conditions,
  description: 'What must hold of the same thing, all at once, for the rule to be violated.',
});

const ruleInput = model('PolicyRuleInput', 'A rule to be kept.', {
  id: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: policyLimits.idLength,
      description: 'Its name in the policy: absent, one is made of its words.',
    }),
  ),
  conditions,
});

const rule = model('PolicyRule', 'A rule to be kept.', {
  id: Type.String({ description: 'Its name in the policy.' }),
  conditions,
  description: Type.String({ description: 'What violates it, in words.' }),
  subject,
});

const ruleInputs = (description: string) =>
  Type.Unsafe<{ id?: string; conditions: { type: string; options?: Record<string, unknown> }[] }[]>({
    type: 'array',
    items: ref(ruleInput),
    minItems: 1,
    maxItems: policyLimits.rules,
    description,
  });
const rulesInput = model('PolicyRulesInput', 'Rules that are still being written.', {
  rules: ruleInputs('As a policy has them.'),
});
const ruleDescription = model('PolicyRuleDescription', 'A rule in words.', {
  description: Type.String({ description: 'What violates it.' }),
  subject,
});
const ruleDescriptions = model('PolicyRuleDescriptions', 'Rules in words.', {
  items: listOf(ruleDescription, 'One of each, in their order.'),
});

const template = model('PolicyTemplate', 'Rules to start a policy from.', {
  name: Type.String({ description: 'Tells it from others.' }),
  displayName: Type.String({ description: 'Its name for people.' }),
  description: Type.String({ description: 'What its rules ask.' }),
  rules: listOf(rule, 'As a policy has them.'),
});
const templateList = model('PolicyTemplateList', 'All templates.', {
  items: listOf(template, 'In the order in which a form offers them.'),
});

const pattern = Type.String({ minLength: 1, maxLength: 255 });
const scope = model('PolicyScope', 'Which images a policy is about.', {
  registryIds: Type.Array(Type.String({ maxLength: 64 }), {
    maxItems: maxPatterns,
    default: [],
    description: 'Those of these registries; none for all.',
  }),
  repositories: Type.Array(pattern, {
    maxItems: maxPatterns,
    default: [],
    description:
      'Those in repositories of these names, with or without the host; `*` stands for any characters. None for all.',
  }),
  except: Type.Array(pattern, {
    maxItems: maxPatterns,
    default: [],
    description: 'But not those in repositories of these names.',
  }),
});

const evaluation = model('PolicyEvaluation', 'How far it is known what violates a policy.', {
  state: oneOf(
    ['waiting', 'running', 'done', 'failed'],
    'Waiting or running: something is still to be judged; done: all is, and what comes is judged as it comes.',
  ),
  progress: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'How much of it is done.' })),
  evaluatedAt: Type.Optional(time('When all was judged last.')),
  message: Type.Optional(Type.String({ description: 'Why it failed.' })),
});

const images = model(
  'PolicyImages',
  'How many images a policy comes to what for, as last counted: once in each repository that it is about and that holds them, as `GET /images?policyId=…&policy=…` lists them.',
  {
    fail: count('Images that fail it.'),
    warn: count('Images of which it warns.'),
    accepted: count('Images of which all that violates it is accepted.'),
    pass: count('Images that keep it.'),
    pending: count('Images that are still to be judged.'),
  },
);

const properties = {
  name: Type.String({
    minLength: 1,
    maxLength: policyLimits.nameLength,
    description: 'Its name; no two have the same.',
  }),
  description: Type.Optional(
    Type.String({ maxLength: policyLimits.descriptionLength, description: 'What it is for.' }),
  ),
  action,
};

/** A policy as somebody gives it. */
export const policyInput = model('PolicyInput', 'Rules that images are to keep.', {
  ...properties,
  enabled: Type.Optional(Type.Boolean({ default: true, description: 'Whether images are judged by it.' })),
  scope: Type.Optional(ref(scope, 'Which images it is about; absent for all.')),
  rules: ruleInputs('An image that violates any of them violates the policy.'),
});

/** A policy. */
export const policy = model('Policy', 'Rules that images are to keep.', {
  id: Type.String({ description: 'The policy.' }),
  ...properties,
  enabled: Type.Boolean({ description: 'Whether images are judged by it.' }),
  scope: ref(scope, 'Which images it is about.'),
  rules: listOf(rule, 'An image that violates any of them violates the policy.'),
  evaluation: ref(evaluation, 'How far it is known what violates it.'),
  images: ref(images, 'How many images come to what.'),
  createdAt: time('When it was made.'),
  createdBy: Type.String({ description: 'Who made it.' }),
  updatedAt: time('When it was last changed.'),
});
const policyList = model('PolicyList', 'All policies.', { items: listOf(policy, 'By name.') });

const simulatedRule = model('SimulatedRule', 'What a rule would come to.', {
  ruleId: Type.String({ description: 'The rule.' }),
  description: Type.String({ description: 'What violates it, in words.' }),
  violations: count('How many findings, packages or images would violate it, each once in each image as listed.'),
  images: count('In how many images.'),
});
const simulatedImage = model('SimulatedImage', 'An image that would violate a policy.', {
  imageId: Type.String({ description: 'Digest of its configuration.' }),
  repository: Type.String({ description: 'A repository that holds it, with its host.' }),
  tags: words('Tags that point to it there.'),
  violations: count('How much of it would violate rules.'),
});
const simulation = model('PolicySimulation', 'What a policy would come to.', {
  images: count('Images that it would be about, once in each repository that holds them.'),
  violating: count('Those that would violate it.'),
  newlyViolating: count('Those of them that fail no policy now.'),
  rules: listOf(simulatedRule, 'Rule by rule.'),
  examples: listOf(simulatedImage, 'The worst of the images that would violate it; at most 20.'),
});

const byPolicy = Type.Object({ policyId: Type.String({ maxLength: 64, description: 'The policy.' }) });

export const policyModels = [
  field,
  conditionKind,
  conditionKinds,
  condition,
  ruleInput,
  rule,
  template,
  templateList,
  rulesInput,
  ruleDescription,
  ruleDescriptions,
  scope,
  evaluation,
  images,
  policyInput,
  policy,
  policyList,
  simulatedRule,
  simulatedImage,
  simulation,
];

/** Policies: rules that images are to keep. */
export const policyOperations = {
  listPolicyConditions: operation('GET', '/policy-conditions', {
    operationId: 'listPolicyConditions',
    summary: 'The kinds of conditions of which rules are made.',
    tags,
    response: { 200: ref(conditionKinds) },
  }),
  listPolicyTemplates: operation('GET', '/policy-templates', {
    operationId: 'listPolicyTemplates',
    summary: 'Rules to start a policy from.',
    tags,
    response: { 200: ref(templateList) },
  }),
  describePolicyRules: operation('POST', '/policy-rules/descriptions', {
    operationId: 'describePolicyRules',
    summary: 'Say in words what violates rules, or what is wrong with them; nothing is kept.',
    tags,
    body: ref(rulesInput),
    response: { 200: ref(ruleDescriptions) },
  }),
  listPolicies: operation('GET', '/policies', {
    operationId: 'listPolicies',
    summary: 'All policies, and how many images violate them.',
    tags,
    response: { 200: ref(policyList) },
  }),
  simulatePolicy: operation('POST', '/policies/simulation', {
    operationId: 'simulatePolicy',
    summary: 'Try what a policy would come to for all that is stored; nothing is kept.',
    tags,
    body: ref(policyInput),
    response: { 200: ref(simulation) },
  }),
  getPolicy: operation('GET', '/policies/:policyId', {
    operationId: 'getPolicy',
    summary: 'A policy.',
    tags,
    params: byPolicy,
    response: { 200: ref(policy) },
  }),
  createPolicy: operation('POST', '/policies', {
    operationId: 'createPolicy',
    summary: 'Make a policy; all that is stored is judged by it at once.',
    tags,
    body: ref(policyInput),
    response: { 201: ref(policy) },
  }),
  updatePolicy: operation('PUT', '/policies/:policyId', {
    operationId: 'updatePolicy',
    summary: 'Change a policy; only rules whose conditions have changed are judged anew.',
    tags,
    params: byPolicy,
    body: ref(policyInput),
    response: { 200: ref(policy) },
  }),
  deletePolicy: operation('DELETE', '/policies/:policyId', {
    operationId: 'deletePolicy',
    summary: 'Remove a policy: images are judged without it from now on.',
    tags,
    params: byPolicy,
    response: { 204: Type.Null({ description: 'Removed.' }) },
  }),
};

/** What a policy or rule comes to, for whoever shows it. */
export const verdictParts = { action, subject, ruleOutcome };
