import Type from 'typebox';
import { byImage } from './images.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref } from './model.ts';
import { operation } from './operation.ts';
import { imagePackage } from './packages.ts';
import { verdictParts } from './policies.ts';
import { policyOutcome } from './policy-outcome.ts';
import { finding } from './vulnerabilities.ts';

const tags = ['policies'];
const { action, subject, ruleOutcome } = verdictParts;

const ruleVerdict = model('RuleVerdict', 'What a rule comes to in an image.', {
  ruleId: Type.String({ description: 'The rule.' }),
  description: Type.String({ description: 'What violates it, in words.' }),
  subject,
  outcome: ruleOutcome,
  violations: count(
    'How many findings or packages violate it, or 1 where the image does; those that statements or exceptions accept left aside.',
  ),
  accepted: count('How many findings violate it that statements or exceptions accept.'),
  message: Type.Optional(Type.String({ description: 'Of the image: what is wrong and what to do.' })),
});

const verdict = model('PolicyVerdict', 'What a policy comes to in an image.', {
  policyId: Type.String({ description: 'The policy.' }),
  name: Type.String({ description: 'Its name.' }),
  action,
  outcome: ruleOutcome,
  rules: listOf(ruleVerdict, 'Rule by rule.'),
});

const verdicts = model('ImageVerdicts', 'What policies come to in an image.', {
  outcome: policyOutcome,
  policies: listOf(verdict, 'Each that is about the image, worst first.'),
});

const violation = model('ImageViolation', 'Something that violates a rule.', {
  finding: Type.Optional(ref(finding, 'The finding, where the rule is on findings.')),
  package: Type.Optional(ref(imagePackage, 'The package, where it is on packages.')),
  message: Type.Optional(
    Type.String({ description: 'What is wrong with the image and what to do, where it is on that.' }),
  ),
  accepted: Type.Boolean({ description: 'Whether a statement or an exception accepts it.' }),
});
const violationPage = pageOf('ImageViolationPage', violation);

export const verdictModels = [ruleVerdict, verdict, verdicts, violation, violationPage];

/** What policies come to in an image. */
export const verdictOperations = {
  listImageVerdicts: operation('GET', '/images/:imageId/verdicts', {
    operationId: 'listImageVerdicts',
    summary: 'What policies come to in an image.',
    tags,
    params: byImage,
    querystring: Type.Object({
      repository: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 512,
          description:
            'Only policies about its name in this repository, with its host. Absent: those about any of its names.',
        }),
      ),
    }),
    response: { 200: ref(verdicts) },
  }),
  listImageViolations: operation('GET', '/images/:imageId/violations', {
    operationId: 'listImageViolations',
    summary: 'What in an image violates a rule; worst first.',
    tags,
    params: byImage,
    querystring: Type.Object({
      ...paging,
      policyId: Type.String({ minLength: 1, maxLength: 64, description: 'The policy.' }),
      ruleId: Type.String({ minLength: 1, maxLength: 64, description: 'Its rule.' }),
      sort: Type.Optional(
        oneOf(['worst', 'package'], 'By what: the worst first, or packages from A.', { default: 'worst' }),
      ),
    }),
    response: { 200: ref(violationPage) },
  }),
};
