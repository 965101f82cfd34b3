import Type from 'typebox';
import { exceptionReasons } from '#core/risk-exception.ts';
import { count, model, oneOf, pageOf, paging, ref, time } from './model.ts';
import { operation } from './operation.ts';

const tags = ['exceptions'];
const name = { minLength: 1, maxLength: 255 };

const exceptedPackage = model('ExceptedPackage', 'Packages in which a vulnerability is accepted.', {
  type: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'The type that their package URL names: `deb`, `npm`.',
  }),
  name: Type.String({ ...name, description: 'Their name, as packages are listed.' }),
  version: Type.Optional(Type.String({ ...name, description: 'Their exact version; absent for any.' })),
});

const scope = model('ExceptionScope', 'In which images a risk is accepted.', {
  kind: oneOf(
    ['everywhere', 'repository', 'image'],
    'Everywhere: in all images, those that come later too; repository: in all images of repositories of a name; image: in one.',
  ),
  repository: Type.Optional(
    Type.String({
      ...name,
      description: 'For `repository`: their name, with or without the host; `*` stands for any characters.',
    }),
  ),
  image: Type.Optional(
    Type.String({
      pattern: '^sha256:[0-9a-f]{64}$',
      description: 'For `image`: its id, or the digest of a manifest, whatever tags name it.',
    }),
  ),
});

const terms = {
  reason: oneOf(
    exceptionReasons,
    'accepted: known and borne; mitigated: something else prevents it; transferred: somebody else bears it; not-relevant: it does no harm here; other: see the comment.',
  ),
  comment: Type.String({
    minLength: 1,
    maxLength: 2000,
    pattern: String.raw`\S`,
    description: 'Why, for whoever reads it later.',
  }),
  until: Type.Optional(
    Type.String({
      format: 'date',
      description:
        'The last day on which it holds, UTC; absent for no end. Findings count again within a minute of its end.',
    }),
  ),
  untilFixed: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether it holds only of findings for which there is no fix yet.' }),
  ),
};

const vulnerability = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: String.raw`^\S+$`,
  description: 'Any name of it: `CVE-2026-0001`, `GHSA-…`.',
});

const about = {
  vulnerability,
  package: Type.Optional(ref(exceptedPackage, 'In which packages; absent for whatever has it.')),
  scope: ref(scope, 'In which images.'),
};

/** What of an exception may be changed. */
export const exceptionTerms = model('ExceptionTerms', 'Why a risk is accepted, and until when.', terms);
/** An exception as somebody makes it. */
export const exceptionInput = model('ExceptionInput', 'A risk to be accepted.', { ...about, ...terms });
/** An exception. */
export const exception = model('Exception', 'An accepted risk: its findings are kept, and are in no total.', {
  id: Type.String({ description: 'The exception.' }),
  ...about,
  ...terms,
  untilFixed: Type.Boolean({ description: 'Whether it holds only of findings for which there is no fix yet.' }),
  state: oneOf(['active', 'expired'], 'Expired: its last day is over, and its findings count again.'),
  suppressed: count('Findings of distinct packages that it takes out of the totals, in all images or in some.'),
  isPending: Type.Boolean({
    description: 'Whether it is still to be applied to some of its images: what it comes to in these is not known yet.',
  }),
  images: count(
    'In how many images it accepts something, once in each repository that holds them: as many as `GET /images?exceptionId=` lists.',
  ),
  imagesAreAtLeast: Type.Optional(
    Type.Boolean({ description: 'True where there are more than `images`: counting ended there.' }),
  ),
  createdBy: Type.String({ description: 'Who accepted the risk.' }),
  createdAt: time('When.'),
  updatedBy: Type.String({ description: 'Who changed it last.' }),
  updatedAt: time('When it was last changed.'),
});
const exceptions = pageOf('ExceptionPage', exception);

const byException = Type.Object({ exceptionId: Type.String({ maxLength: 64, description: 'The exception.' }) });

export const exceptionModels = [exceptedPackage, scope, exceptionTerms, exceptionInput, exception, exceptions];

/** Accepted risks. */
export const exceptionOperations = {
  listExceptions: operation('GET', '/exceptions', {
    operationId: 'listExceptions',
    summary: 'Accepted risks, those that were accepted last first.',
    tags,
    querystring: Type.Object({
      ...paging,
      vulnerability: Type.Optional({
        ...vulnerability,
        description: 'Only those on this vulnerability, by any name of it.',
      }),
      state: Type.Optional(
        oneOf(
          ['active', 'ending', 'expired'],
          'active: those that hold; ending: those of them whose last day is within 30 days; expired: those that do not hold any more.',
        ),
      ),
    }),
    response: { 200: ref(exceptions) },
  }),
  createException: operation('POST', '/exceptions', {
    operationId: 'createException',
    summary:
      'Accept a risk: its findings stay listed, with the reason, and count no more. Totals of many images follow in the background, while `GET /status` says `countingTotals`.',
    tags,
    body: ref(exceptionInput),
    response: { 201: ref(exception) },
  }),
  updateException: operation('PUT', '/exceptions/:exceptionId', {
    operationId: 'updateException',
    summary: 'Change why a risk is accepted, and until when. What is accepted where cannot be changed: make another.',
    tags,
    params: byException,
    body: ref(exceptionTerms),
    response: { 200: ref(exception) },
  }),
  deleteException: operation('DELETE', '/exceptions/:exceptionId', {
    operationId: 'deleteException',
    summary:
      'Withdraw an exception: its findings count again. Totals of many images follow in the background, while `GET /status` says `countingTotals`.',
    tags,
    params: byException,
    response: { 204: Type.Null({ description: 'Withdrawn.' }) },
  }),
};
