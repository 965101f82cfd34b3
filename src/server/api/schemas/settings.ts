import Type from 'typebox';
import { model, ref } from './model.ts';
import { operation } from './operation.ts';

const severityOrder = model('SeverityOrder', 'Whose ratings decide on severity.', {
  order: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    maxItems: 20,
    uniqueItems: true,
    description:
      "Who is heard before all others, the first of all first: `vendor` for any publisher's own word, `nvd`, `ghsa`, or another's name as ratings bear it. Where none of them has rated, or the list is empty, the usual order holds: the vendor, then CVSS of the highest version.",
  }),
});

export const settingModels = [severityOrder];

/** Settings of the whole service. */
export const settingOperations = {
  getSeverityOrder: operation('GET', '/settings/severity-order', {
    operationId: 'getSeverityOrder',
    summary: 'Whose ratings decide on severity.',
    tags: ['settings'],
    response: { 200: ref(severityOrder) },
  }),
  setSeverityOrder: operation('PUT', '/settings/severity-order', {
    operationId: 'setSeverityOrder',
    summary: 'Sets whose ratings decide; all findings are rated anew at once, and nothing of that is reported as new.',
    tags: ['settings'],
    body: ref(severityOrder),
    response: { 200: ref(severityOrder) },
  }),
};
