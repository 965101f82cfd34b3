import Type from 'typebox';
import { imageFilter, imageOrder } from './image-query.ts';
import { oneOf } from './model.ts';
import { operation } from './operation.ts';

const format = Type.Optional(
  oneOf(['csv', 'json', 'ndjson'], 'csv, a JSON list, or a JSON object on each line.', { default: 'csv' }),
);

const file = Type.Unsafe<string>({
  description: 'Everything that was asked for, as it comes: there is no limit.',
  content: {
    'text/csv': { schema: { type: 'string', description: 'A row for each, with a head row.' } },
    'application/json': { schema: { type: 'array', items: { type: 'object' }, description: 'All of them.' } },
    'application/x-ndjson': { schema: { type: 'string', description: 'An object on each line.' } },
  },
});

/** Files of exactly what a listing shows. */
export const exportOperations = {
  exportImages: operation('GET', '/exports/images', {
    operationId: 'exportImages',
    summary: 'All images that a listing with these parameters has on all its pages, as a file.',
    tags: ['images'],
    querystring: Type.Object({ format, ...imageFilter, ...imageOrder }),
    response: { 200: file },
  }),
  exportFindings: operation('GET', '/exports/findings', {
    operationId: 'exportFindings',
    summary: 'All findings of those images, as a file; what is asked of findings holds for each of them.',
    tags: ['images'],
    querystring: Type.Object({ format, ...imageFilter }),
    response: { 200: file },
  }),
};
