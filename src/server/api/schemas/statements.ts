import Type from 'typebox';
import { count, listOf, model, oneOf, ref, time } from './model.ts';
import { operation } from './operation.ts';

const tags = ['statements'];

/** Why a finding does not count, although a package matched. */
export const suppression = model('Suppression', 'What takes a finding out of all totals.', {
  by: oneOf(['vex', 'exception'], 'What a document states, or that its risk is accepted.'),
  reason: Type.String({
    description:
      'What is stated, in words: `not affected: vulnerable code not present: …`; or why the risk is accepted.',
  }),
  statementId: Type.String({ description: 'The statement: its id, or that of its document; or the exception.' }),
  document: Type.Optional(
    Type.String({ description: 'The document that holds it, by the name under which it was handed in.' }),
  ),
  acceptedBy: Type.Optional(Type.String({ description: 'Who accepted the risk.' })),
  expires: Type.Optional(
    Type.String({ format: 'date', description: 'The last day on which the risk is accepted; absent for no end.' }),
  ),
  untilFixed: Type.Optional(Type.Boolean({ description: 'Whether it is accepted for as long as there is no fix.' })),
});

/** A document as it is listed. */
export const vexDocument = model('VexDocument', 'A document that states what affects images and what does not.', {
  name: Type.String({ description: 'The name under which it was handed in.' }),
  format: Type.String({ description: 'OpenVEX, CSAF or CycloneDX VEX.' }),
  digest: Type.String({ description: 'sha256 of its bytes.' }),
  size: count('Bytes.'),
  statements: count('Statements in it.'),
  suppressed: count('Findings of distinct packages that it takes out of the totals, in all images or in some.'),
  uploadedBy: Type.String({ description: 'Who handed it in.' }),
  uploadedAt: time('When.'),
});

const vexDocuments = model('VexDocuments', 'All documents, those that came last first.', {
  items: listOf(vexDocument, 'The documents.'),
});

const byName = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the document, as of its file.' }),
});

export const statementModels = [suppression, vexDocument, vexDocuments];

/** Statements on what affects images and what does not (VEX). */
export const statementOperations = {
  listVexDocuments: operation('GET', '/vex-documents', {
    operationId: 'listVexDocuments',
    summary: 'The documents that state what affects images and what does not.',
    tags,
    response: { 200: ref(vexDocuments) },
  }),
  putVexDocument: operation('PUT', '/vex-documents/:name', {
    operationId: 'putVexDocument',
    summary:
      'Hand in a VEX document (OpenVEX, CSAF, CycloneDX), or another in place of the one of that name. Totals of many images follow in the background, while `GET /status` says `countingTotals`. The body is the document as it is.',
    tags,
    params: byName,
    body: Type.Unsafe<unknown>({ type: 'object', additionalProperties: true, description: 'The document.' }),
    response: { 200: ref(vexDocument) },
  }),
  deleteVexDocument: operation('DELETE', '/vex-documents/:name', {
    operationId: 'deleteVexDocument',
    summary: 'Take a document away: what it suppressed counts again. Totals of many images follow in the background.',
    tags,
    params: byName,
    response: { 204: Type.Null({ description: 'Taken away.' }) },
  }),
};
