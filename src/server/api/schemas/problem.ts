import Type from 'typebox';
import { listOf, model } from './model.ts';

/** What is wrong with one property of a request. */
export const invalidProperty = model('InvalidProperty', 'What is wrong with one property of a request.', {
  path: Type.String({ description: 'JSON pointer into the body, or the name of a parameter.' }),
  message: Type.String({ description: 'One sentence.' }),
});

/** A failed request (RFC 9457). */
export const problem = model('Problem', 'A failed request, as RFC 9457 describes it (application/problem+json).', {
  type: Type.String({ description: 'URI that names the kind of problem: `urn:plimsoll:problem:` and the code.' }),
  title: Type.String({ description: 'The HTTP status in words.' }),
  status: Type.Integer({ description: 'The HTTP status code.' }),
  code: Type.String({ description: 'Stable code, `part/what-went-wrong`.' }),
  detail: Type.String({ description: 'One sentence: what, which, and what to do.' }),
  hint: Type.Optional(Type.String({ description: 'What can be done about it, where there is more to say.' })),
  errors: Type.Optional(listOf(invalidProperty, 'The properties that are not valid, where the request was not.')),
});
