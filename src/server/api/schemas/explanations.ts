import Type from 'typebox';
import { hiddenReasons } from '#core/finding.ts';
import { byImage } from './images.ts';
import { count, listOf, model, oneOf, ref, words } from './model.ts';
import { operation } from './operation.ts';
import { severity } from './severity-counts.ts';
import { suppression } from './statements.ts';
import { fixState, rating } from './vulnerabilities.ts';

const text = (description: string) => Type.String({ description });

const statedFix = model('StatedFix', 'What a statement of an advisory says of the fix.', {
  state: fixState,
  versions: words('Versions in which it is mended.'),
});

const statement = model('StatementExplanation', 'What one statement of an advisory says of a package, and why.', {
  verdict: oneOf(['holds', 'does-not-hold', 'undecided', 'not-about-it'], 'What it comes to.'),
  text: text('The statement in words: `introduced 0, fixed 1.2.3-1`.'),
  reason: text('One sentence.'),
  fix: Type.Optional(ref(statedFix, 'What it says of the fix.')),
});

const advisory = model('AdvisoryExplanation', 'What an advisory says of a package.', {
  advisoryId: text('Its id.'),
  source: text('The advisory source.'),
  firstHand: Type.Boolean({ description: 'Whether its publisher makes the package: then it decides.' }),
  verdict: oneOf(['affected', 'not-affected', 'undecided', 'not-about-it'], 'What its statements come to.'),
  statements: listOf(statement, 'Its statements under the names that were looked up.'),
});

const lookUp = model('LookUp', 'By what a package was looked up in advisories.', {
  ecosystem: text('Where.'),
  release: Type.Optional(text('In which release.')),
  name: text('By which name.'),
  version: text('Which version was compared.'),
  scheme: text('How versions are ordered there.'),
});

const packageExplanation = model('PackageExplanation', 'Why a package has a vulnerability or has it not.', {
  packageId: text('The package: its purl.'),
  name: text('Name.'),
  version: text('Version.'),
  verdict: oneOf(
    ['affected', 'suppressed', 'not-affected', 'undecided', 'owned', 'other-release'],
    'What it comes to.',
  ),
  reason: text('What decided, one sentence.'),
  lookUps: listOf(lookUp, 'By what it was looked up.'),
  advisories: listOf(advisory, 'What advisories say of it.'),
  suppressions: listOf(suppression, 'Why it does not count, although it matched.'),
  severity: Type.Optional(severity),
  ratings: Type.Optional(listOf(rating, 'All ratings; the first decides.')),
  risk: Type.Optional(text('How its risk score comes about: `9.8 × 10 × (0.5 + 0.5 × 0.47) = 72`.')),
  hidden: Type.Optional(oneOf(hiddenReasons, 'Why it is counted apart.')),
});

const elsewhere = model('AdvisoryElsewhere', 'An advisory on the vulnerability that names no package of the image.', {
  advisoryId: text('Its id.'),
  source: text('The advisory source.'),
  about: words('What it names: `Debian:11 curl`.'),
});

/** Why an image has a vulnerability or has it not. */
export const explanation = model('Explanation', 'Why an image has a vulnerability or has it not.', {
  vulnerabilityId: text('As asked.'),
  names: words('By these it was looked for in advisories.'),
  packages: listOf(packageExplanation, 'Each package of which anything is said, those that are affected first.'),
  unmentioned: count('How many packages no advisory on it names.'),
  elsewhere: listOf(elsewhere, 'Advisories on it that name no package of the image.'),
});

export const explanationModels = [statedFix, statement, advisory, lookUp, packageExplanation, elsewhere, explanation];

/** Explanations of findings, and of what is none. */
export const explanationOperations = {
  explainImageVulnerability: operation('GET', '/images/:imageId/vulnerabilities/:vulnerabilityId/explanation', {
    operationId: 'explainImageVulnerability',
    summary: 'Why packages of an image have a vulnerability, or why they have it not: what `plimsoll explain` says.',
    tags: ['images'],
    params: Type.Object({
      ...byImage.properties,
      vulnerabilityId: Type.String({
        maxLength: 200,
        description: 'The CVE, or any other name that advisories give it; the image need not have it.',
      }),
    }),
    response: { 200: ref(explanation) },
  }),
};
